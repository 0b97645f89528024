using YamlDotNet.RepresentationModel;

namespace UserRep.LocalMesh.Topology;

/// <summary>
/// Reads tye.yaml. Refuses, with file and line, whatever it would have to leave out: keys of tye that only concern its dashboard, containers' registry or
/// build are ignored, everything else unknown is an error.
/// </summary>
internal sealed class TyeFileReader
{
    private readonly List<FileError> _errors = [];
    private readonly YamlReader _yaml;
    private readonly string _folder;
    private Dictionary<string, YamlNode> _sidecars = [];
    private string _componentsPath;
    private string? _configuration;
    private string _logLevel = "info";

    private TyeFileReader(string file)
    {
        _yaml = new YamlReader(file, _errors);
        _folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        _componentsPath = Path.Combine(_folder, "components");
    }

    public static Parsed<TyeFile> Read(string file)
    {
        var reader = new TyeFileReader(file);
        var tye = reader.Read();
        return reader._errors.Count == 0 ? new Parsed<TyeFile>(tye) : new Parsed<TyeFile>(reader._errors);
    }

    private TyeFile Read()
    {
        var root = _yaml.Documents() is [var first, ..] ? first : new YamlMappingNode();
        _yaml.RefuseOthers(root, "tye.yaml", "name", "extensions", "services", "registry", "namespace", "network", "dashboardPort", "solution");
        var map = _yaml.Map(root, "tye.yaml");
        foreach (var extension in _yaml.List(map.GetValueOrDefault("extensions"), "extensions"))
            ReadExtension(extension);
        var services = _yaml.List(map.GetValueOrDefault("services"), "services").Select(ReadService).ToList();
        if (services.Count == 0 && _errors.Count == 0)
            _yaml.Error(root, "there are no services");
        RefuseTwins(services);
        foreach (var (name, node) in _sidecars)
        {
            if (!services.Exists(s => s.Name == name))
                _yaml.Error(node, $"dapr: there is no service '{name}'");
        }
        return new TyeFile(_yaml.File, _yaml.Text(map, "name") ?? Path.GetFileName(_folder), _componentsPath, _configuration, _logLevel, services);
    }

    private void ReadExtension(YamlNode node)
    {
        var map = _yaml.Map(node, "an extension");
        if (_yaml.Text(map, "name") != "dapr")
        {
            _yaml.Error(node, "the only extension that the local mesh knows is dapr");
            return;
        }
        _yaml.RefuseOthers(node, "dapr", "name", "log-level", "config", "components-path", "services");
        _logLevel = _yaml.Text(map, "log-level") ?? _logLevel;
        _configuration = _yaml.Text(map, "config");
        if (_yaml.Text(map, "components-path") is { } path)
            _componentsPath = Path.GetFullPath(path, _folder);
        if (map.TryGetValue("services", out var services))
            _sidecars = _yaml.Map(services, "dapr services");
    }

    private TyeService ReadService(YamlNode node)
    {
        _yaml.RefuseOthers(node, "service", "name", "project", "executable", "external", "args", "env", "bindings", "workingDirectory", "replicas", "build", "buildProperties");
        var map = _yaml.Map(node, "a service");
        var name = _yaml.Text(map, "name") ?? "";
        if (name.Length == 0)
            _yaml.Error(node, "a service has no name");
        if (_yaml.Text(map, "replicas") is { } replicas && replicas != "1")
            _yaml.Error(map["replicas"], "tye itself refuses replicas with dapr; start the local mesh with --replicas app=N");
        var project = FullPath(_yaml.Text(map, "project"));
        var executable = _yaml.Text(map, "executable");
        var external = _yaml.Bool(map, "external") == true;
        if ((project is null ? 0 : 1) + (executable is null ? 0 : 1) + (external ? 1 : 0) != 1)
            _yaml.Error(node, $"service {name}: give either project or executable, or external: true");
        else if (project is not null && !File.Exists(project))
            _yaml.Error(map["project"], $"service {name}: there is no project {project}");
        // A bare name is looked for on the PATH; anything with a folder belongs to the file's own.
        if (executable is not null && executable.Contains('/') && !File.Exists(executable = FullPath(executable)!))
            _yaml.Error(map["executable"], $"service {name}: there is no executable {executable}");
        var (appPort, protocol) = ReadBindings(name, node, map.GetValueOrDefault("bindings"));
        if (external && appPort == 0 && map.TryGetValue("bindings", out var bindings) && bindings is YamlSequenceNode { Children.Count: > 0 })
            _yaml.Error(bindings, $"service {name} is external: say at which port it listens");
        var sidecar = _sidecars.GetValueOrDefault(name) ?? new YamlMappingNode();
        _yaml.RefuseOthers(sidecar, $"dapr service {name}", "app-id", "app-protocol", "http-port", "grpc-port", "enabled");
        var ports = _yaml.Map(sidecar, $"dapr service {name}");
        if (_yaml.Bool(ports, "enabled") == false)
            _yaml.Error(ports["enabled"], $"service {name}: the local mesh gives every service a sidecar");
        return new TyeService(name, _yaml.Text(ports, "app-id") ?? name, project, executable, (int)node.Start.Line)
        {
            Arguments = _yaml.Text(map, "args") ?? "",
            WorkingDirectory = FullPath(_yaml.Text(map, "workingDirectory")) ?? (project is null ? _folder : Path.GetDirectoryName(project)!),
            Environment = ReadEnvironment(map.GetValueOrDefault("env")),
            AppPort = appPort,
            // What Tye itself hands to daprd; a binding's protocol says the same in fewer words, and Tye takes it for a port that dapr has no part in.
            Protocol = ports.TryGetValue("app-protocol", out var said) ? ReadProtocol(name, said, "app-protocol") ?? protocol : protocol,
            HttpPort = _yaml.Port(ports, "http-port") ?? 0,
            GrpcPort = _yaml.Port(ports, "grpc-port") ?? 0,
        };
    }

    /// <summary>The first binding is the app's. A sidecar calls its app in one way, so they must not differ in protocol.</summary>
    private (int Port, AppProtocol Protocol) ReadBindings(string service, YamlNode node, YamlNode? bindings)
    {
        (int Port, AppProtocol Protocol)? app = null;
        var all = _yaml.List(bindings, "bindings");
        if (all.Count == 0)
            _yaml.Error(node, $"service {service} has no binding");
        foreach (var binding in all)
        {
            _yaml.RefuseOthers(binding, "binding", "name", "protocol", "port");
            var map = _yaml.Map(binding, "a binding");
            var read = map.TryGetValue("protocol", out var said) ? ReadProtocol(service, said, "a binding's protocol") : AppProtocol.Http;
            if (read is not { } protocol)
                continue;
            app ??= (_yaml.Port(map, "port") ?? 0, protocol);
            if (app.Value.Protocol != protocol)
                _yaml.Error(binding, $"service {service} has bindings of both protocols; its sidecar speaks one with it");
        }
        return app ?? default;
    }

    private AppProtocol? ReadProtocol(string service, YamlNode node, string what)
    {
        switch ((node as YamlScalarNode)?.Value)
        {
            case "http":
                return AppProtocol.Http;
            case "grpc":
                return AppProtocol.Grpc;
            case var other:
                _yaml.Error(node, $"service {service}: {what} is http or grpc, not '{other}'");
                return null;
        }
    }

    private Dictionary<string, string> ReadEnvironment(YamlNode? env)
    {
        var variables = new Dictionary<string, string>();
        foreach (var variable in _yaml.List(env, "env"))
        {
            if (variable is YamlScalarNode { Value: { } text })
            {
                if (text.Split('=', 2) is [var key, var value])
                    variables[key] = value;
                else
                    _yaml.Error(variable, "env: write KEY=value, or name and value");
                continue;
            }
            _yaml.RefuseOthers(variable, "env", "name", "value");
            var map = _yaml.Map(variable, "env");
            if (_yaml.Text(map, "name") is { } name)
                variables[name] = _yaml.Text(map, "value") ?? "";
            else
                _yaml.Error(variable, "env: an entry has no name");
        }
        return variables;
    }

    private void RefuseTwins(List<TyeService> services)
    {
        foreach (var twin in services.GroupBy(s => s.Name).SelectMany(g => g.Skip(1)))
            _errors.Add(new FileError(_yaml.File, twin.Line, $"a second service '{twin.Name}'"));
        foreach (var twin in services.GroupBy(s => s.AppId).SelectMany(g => g.Skip(1)))
            _errors.Add(new FileError(_yaml.File, twin.Line, $"a second service with app-id '{twin.AppId}'"));
        var taken = new Dictionary<int, string>();
        foreach (var service in services)
        {
            foreach (var (port, what) in new[] { (service.AppPort, "binding"), (service.HttpPort, "http-port"), (service.GrpcPort, "grpc-port") })
            {
                if (port != 0 && !taken.TryAdd(port, $"{service.Name}'s {what}"))
                    _errors.Add(new FileError(_yaml.File, service.Line, $"port {port} is {service.Name}'s {what} and {taken[port]}"));
            }
        }
    }

    private string? FullPath(string? path) => path is null ? null : Path.GetFullPath(path, _folder);
}
