using UserRep.Command.Terminal;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;

namespace UserRep.Command.Operating;

internal static class RollbackVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error)
    {
        var model = PlanVerb.ModelOption();
        var why = ApplyVerb.Why();
        return new OperatorVerb(
            "rollback",
            """
            Puts a model's pin back to the version before, in one step and within a second everywhere, while that version is kept up. A second rollback goes forth again.

            Example: userrep rollback --model ranker-a --why "clicks fell"
            """)
        {
            model, why,
        }.Runs(output, error, async (parsed, mesh, ct) =>
        {
            var answer = await mesh.PostJsonAsync<ModelInfo>(AppIds.VersionRouter, $"/v1/models/{Uri.EscapeDataString(parsed.GetValue(model)!)}/rollback", new ChangeReason(parsed.GetValue(why)), ct);
            return answer.Value is { } moved
                ? VerbResult.Done(moved, ("~", $"model {moved.Model}: pin {moved.PreviousPin} -> {moved.Pin}"))
                : VerbResult.Failed(answer.Fault!);
        });
    }
}
