using System.Globalization;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Processes;

/// <summary>From a plan to what is started: the built assembly or executable, and the environment that Dapr's SDK reads.</summary>
internal static class ProcessSpecs
{
    private const string EnvironmentName = "DOTNET_ENVIRONMENT";

    /// <param name="extra">Variables by app-id, or for all apps under <c>*</c>; they win over tye.yaml's.</param>
    public static Parsed<IReadOnlyList<ProcessSpec>> Create(
        MeshPlan plan, string tyeFile, string configuration, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> extra)
    {
        var errors = new List<FileError>();
        var specs = new List<ProcessSpec>();
        foreach (var (replica, service) in plan.Replicas)
        {
            if (service is null or { IsExternal: true })
                continue;
            var environment = EnvironmentOf(replica, service, extra);
            if (service.Executable is { } executable)
                specs.Add(new ProcessSpec(replica, executable, service.Arguments, service.WorkingDirectory, environment));
            else if (ProjectOutput.Locate(service.Project!, configuration) is var output && File.Exists(output))
                specs.Add(new ProcessSpec(replica, DotNetHost.Path, $"\"{output}\" {service.Arguments}".TrimEnd(), service.WorkingDirectory, environment));
            else if (replica.Index == 0)
                errors.Add(new FileError(tyeFile, service.Line, $"service {service.Name} is not built ({output} is missing): dotnet build {service.Project} -c {configuration}"));
        }
        return errors.Count == 0 ? new Parsed<IReadOnlyList<ProcessSpec>>(specs) : new Parsed<IReadOnlyList<ProcessSpec>>(errors);
    }

    private static Dictionary<string, string> EnvironmentOf(AppReplica replica, TyeService service, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> extra)
    {
        var appPort = Text(replica.AppPort!.Value);
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{appPort}",
            ["APP_ID"] = replica.AppId,
            ["APP_PORT"] = appPort,
            ["APP_PROTOCOL"] = replica.ProtocolName,
            ["DAPR_HTTP_PORT"] = Text(replica.HttpPort),
            ["DAPR_GRPC_PORT"] = Text(replica.GrpcPort),
            // Spares the SDK a look-up of localhost, which may come out as IPv6.
            ["DAPR_HTTP_ENDPOINT"] = $"http://127.0.0.1:{Text(replica.HttpPort)}",
            ["DAPR_GRPC_ENDPOINT"] = $"http://127.0.0.1:{Text(replica.GrpcPort)}",
        };
        if (Environment.GetEnvironmentVariable(EnvironmentName) is null)
            environment[EnvironmentName] = "Development";
        foreach (var variables in new[] { service.Environment, extra.GetValueOrDefault("*"), extra.GetValueOrDefault(replica.AppId) })
        {
            foreach (var (key, value) in variables ?? new Dictionary<string, string>())
                environment[key] = value;
        }
        return environment;
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
