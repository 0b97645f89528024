using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;
using UserRep.ServiceDefaults.Validation;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Evaluations;

internal static class EvaluationEndpoints
{
    public static void MapEvaluations(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/versions/{version}/evaluations", PostAsync).ForOperators().WithValidation<PostedEvaluation>();

    /// <summary>An evaluation speaks for one bundle, by its hash: another's is refused.</summary>
    private static async Task<IResult> PostAsync(string version, PostedEvaluation body, RegistryStore registry, EvaluationStore evaluations, CancellationToken ct)
    {
        if (!EncoderVersion.TryParse(version, out var parsed))
            return VersionProblems.NotAName(version).ToResult();
        var (document, _) = await registry.ReadAsync(ct);
        if (document.Version(parsed.ToString()) is not { } known)
            return VersionProblems.NotFound(parsed.ToString(), document).ToResult();
        var evaluation = VersionEvaluation.Of(body);
        if (evaluation.BundleSha256 != known.Bundle.Sha256)
            return Problem.Conflict("OTHER_BUNDLE", $"The evaluation is of the bundle {evaluation.BundleSha256}; {known.Version} is {known.Bundle.Sha256}.").ToResult();
        if (evaluation.Scores.Count == 0)
            return Problem.Invalid("NO_SCORES", "The evaluation has no scores of the bundle itself (method 'bundle').").ToResult();
        await evaluations.AddAsync(known.Version, evaluation, ct);
        return TypedResults.NoContent();
    }
}
