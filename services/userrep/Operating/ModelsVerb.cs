using UserRep.Command.Terminal;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;

namespace UserRep.Command.Operating;

internal static class ModelsVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error) =>
        new OperatorVerb("models", "Lists downstream models: pin and its proof, previous pin, other heads, canaries, shadow with what it has shown, whose they are.")
            .Runs(output, error, async (_, mesh, ct) =>
            {
                var answer = await mesh.GetAsync<ModelInfo[]>(AppIds.VersionRouter, "/v1/models", ct);
                if (answer.Value is not { } models)
                    return VerbResult.Failed(answer.Fault!);
                var shadows = await ShadowCalls.OfAsync(mesh, models, ct);
                if (shadows.Select(s => s.Fault).OfType<string>().ToArray() is { Length: > 0 } faults)
                    return VerbResult.Failed(faults);
                var reports = shadows.Select(s => s.Value!).ToArray();
                return VerbResult.Done(new { models, shadows = reports }, models.Length == 0 ? [("no models", "")] : [.. ModelTable.Lines(models, reports)]);
            });
}
