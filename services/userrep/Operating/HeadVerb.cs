using System.CommandLine;
using UserRep.Command.Mesh;
using UserRep.Command.Terminal;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.Trainer.Exports;

namespace UserRep.Command.Operating;

/// <summary><c>userrep head</c>: a model gets a head, proven by the training set that it was trained on.</summary>
internal static class HeadVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var model = PlanVerb.ModelOption();
        var set = new Option<FileInfo?>("--set") { Description = "The training set that the head was trained on, as userrep export wrote it: every row of it is checked against its stamp." };
        var version = new Option<string?>("--version") { Description = "Without --set: the version, on your word; the head is shown as made by hand." };
        var apps = new Option<string[]>("--app-id") { Description = "App-ids that may read as this model. Default: this sidecar's; a known model keeps its own.", AllowMultipleArgumentsPerToken = true };
        var tasks = new Option<string[]>("--task") { Description = "Tasks of an evaluation that count for this model in a plan. Default: all.", AllowMultipleArgumentsPerToken = true };
        var adapted = new Option<bool?>("--accepts-adapted") { Description = "Whether the model's owner agrees to vectors that an adapter makes of another version's (deploy/docs/adapters.md). Default: a known model keeps its word, a new one doesn't." };
        return new OperatorVerb(
            "head",
            """
            Tells version-router that a downstream model has a head for a version. The model's first head sets its pin; later ones let it be migrated.

            Example: userrep head --model ranker-a --set set.parquet
            """)
        {
            model, set, version, apps, tasks, adapted,
        }.Runs(output, error, (parsed, mesh, ct) => RunAsync(
            mesh, parsed.GetValue(model)!, parsed.GetValue(set)?.FullName, parsed.GetValue(version), parsed.GetValue(apps), parsed.GetValue(tasks), parsed.GetValue(adapted), ct));
    }

    private static async Task<VerbResult> RunAsync(MeshClient mesh, string model, string? set, string? version, string[]? apps, string[]? tasks, bool? adapted, CancellationToken ct)
    {
        if (set is null == version is null)
            return VerbResult.Failed("head --model MODEL --set FILE, or head --model MODEL --version VERSION");
        var (stamp, fault) = set is null ? (null, null) : await TrainingSetFile.VerifyAsync(set, ct);
        if (fault is not null)
            return VerbResult.Failed(fault);
        var answer = await mesh.PutJsonAsync<ModelInfo>(
            AppIds.VersionRouter, $"/v1/models/{Uri.EscapeDataString(model)}", new ModelRegistration(version, apps is { Length: > 0 } ? apps : null, stamp, tasks is { Length: > 0 } ? tasks : null, adapted), ct);
        return answer.Value is { } known ? VerbResult.Done(known, [.. ModelTable.Lines([known], [])]) : VerbResult.Failed(answer.Fault!);
    }
}
