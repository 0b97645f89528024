using UserRep.Command.Mesh;
using UserRep.Command.Terminal;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;

namespace UserRep.Command.Operating;

internal static class ModelsVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error) =>
        new OperatorVerb("models", "Lists downstream models: pin, previous pin, heads with their proof, whose they are.")
            .Runs(output, error, async (_, mesh, ct) =>
            {
                var answer = await mesh.GetAsync<ModelInfo[]>(AppIds.VersionRouter, "/v1/models", ct);
                if (answer.Value is not { } models)
                    return VerbResult.Failed(answer.Fault!);
                return VerbResult.Done(new { models }, models.Length == 0 ? [("no models", "")] : [.. models.Select(m => (m.Model, Line(m)))]);
            });

    public static string Line(ModelInfo model) =>
        $"{model.Pin ?? "not pinned",-20} before {model.PreviousPin ?? "-",-20} heads {string.Join(", ", model.Heads.Select(Head))}; {string.Join(", ", model.AllowedAppIds)}{(model.AcceptsAdapted ? "; accepts adapted vectors" : "")}";

    private static string Head(ModelHead head) => $"{head.EncoderVersion} ({(head.Proof == ModelHead.ByHand ? ModelHead.ByHand : "proven")})";
}
