using System.CommandLine;
using UserRep.Adapters;
using UserRep.Command.Mesh;
using UserRep.Command.Operating;
using UserRep.Command.Terminal;
using UserRep.Contracts.Adapters;
using UserRep.Contracts.Mesh;

namespace UserRep.Command.Adapters;

/// <summary><c>userrep adapter push</c></summary>
internal static class PushVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The adapter, as userrep adapter fit wrote it." };
        return new OperatorVerb(
            "push",
            """
            Hands an adapter to version-router, which checks it against the bundles that are registered. Nothing is served from it until a plan says so.

            Example: userrep adapter push adapter.json
            """)
        {
            file,
        }.Runs(output, error, async (parsed, mesh, ct) =>
        {
            var path = parsed.GetValue(file)!.FullName;
            if (!File.Exists(path))
                return VerbResult.Failed($"there is no file {path}");
            if (AdapterFile.TryRead(await File.ReadAllBytesAsync(path, ct), out var fault) is not { } adapter)
                return VerbResult.Failed($"{path}: {fault}");
            var faults = AdapterCheck.Faults(adapter);
            return faults.Count > 0 ? VerbResult.Failed([.. faults.Select(f => $"{path}: {f}")]) : await PushAsync(mesh, adapter, ct);
        });
    }

    public static async Task<VerbResult> PushAsync(MeshClient mesh, AdapterFile adapter, CancellationToken ct)
    {
        var answer = await mesh.PostAsync<AdapterInfo>(AppIds.VersionRouter, "/v1/adapters", adapter.ToBytes(), "application/json", ct);
        return answer.Value is { } info
            ? VerbResult.Done(info, (info.Id, $"{info.From} -> {info.To}, {info.Kind}"), ("next", $"userrep plan adapt --version {info.To} --adapter {info.Id}"))
            : VerbResult.Failed(answer.Fault!);
    }
}
