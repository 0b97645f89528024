using System.CommandLine;
using UserRep.Command.Mesh;
using UserRep.Command.Terminal;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Shards;

namespace UserRep.Command.Shards;

/// <summary><c>userrep shards</c>: what each shard of feature-ingest holds and does.</summary>
internal static class ShardsVerb
{
    /// <summary>A shard answers between its turns, and wakes first where nobody has asked it anything.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var sidecar = new SidecarOption();
        var printed = new OutputOption();
        var verb = new System.CommandLine.Command(
            "shards",
            """
            Shows users and load of every shard of feature-ingest, through a Dapr sidecar: users, events accepted ever and per second over the last minute, users owed an emission, histories in memory with
            their stored size, walks under way and the host; then the sums, and how far the largest shard is from the mean.

            Example: userrep shards --output json
            """)
        {
            sidecar, printed,
        };
        verb.SetAction((parsed, ct) => VerbRun.RunAsync(parsed.GetValue(printed) == "json", output, error, async _ =>
        {
            using var mesh = new MeshClient(parsed.GetValue(sidecar)!, s_patience);
            var answer = await mesh.GetAsync<ShardLoads>(AppIds.FeatureIngest, "/v1/ingest/shards", ct);
            return answer.Value is { } loads ? VerbResult.Done(loads, ShardTable.Lines(loads)) : VerbResult.Failed(answer.Fault!);
        }, ct));
        return verb;
    }
}
