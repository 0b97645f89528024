using UserRep.Command.Mesh;
using UserRep.Command.Terminal;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;

namespace UserRep.Command.Operating;

internal static class VersionsVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error) =>
        new OperatorVerb("versions", "Lists encoder versions: state, bundle, dimension, space.")
            .Runs(output, error, async (_, mesh, ct) =>
            {
                var answer = await mesh.GetAsync<VersionList>(AppIds.VersionRouter, "/v1/versions", ct);
                if (answer.Value is not { } list)
                    return VerbResult.Failed(answer.Fault!);
                return VerbResult.Done(new { list.Epoch, list.Versions }, list.Versions.Count == 0
                    ? [("no versions", "")]
                    : [.. list.Versions.Select(v => (v.Version, FormattableString.Invariant($"{v.State,-11} {v.Dimension,5}-d {v.Metric,-7} {v.BundleUri}  registered {Instants.Text(v.RegisteredAt)}{Adapted(v)}")))]);
            });

    /// <summary>Where it is served from another version, which and through what.</summary>
    private static string Adapted(VersionInfo version) => version.ServedFrom is null ? "" : $"  served from {version.ServedFrom} through adapter {version.AdapterId![..12]}";
}
