using Microsoft.Extensions.Options;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;
using UserRep.ServiceDefaults.Validation;
using UserRep.VersionRouter.Audit;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Models;

internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder app)
    {
        var models = app.MapGroup("/v1/models");
        models.MapGet("/", async (RegistryStore registry, CancellationToken ct) => (await registry.ReadAsync(ct)).Document.Models);
        models.MapGet("/{model}", GetAsync);
        models.MapPut("/{model}", RegisterAsync).WithValidation<ModelRegistration>();
        models.MapDelete("/{model}", RemoveAsync);
    }

    private static async Task<IResult> GetAsync(string model, RegistryStore registry, CancellationToken ct)
    {
        var (document, _) = await registry.ReadAsync(ct);
        return document.Model(model) is { } known ? TypedResults.Ok(known) : ModelProblems.NotFound(model, document).ToResult();
    }

    private static async Task<IResult> RegisterAsync(string model, ModelRegistration body, HttpContext http, RegistryStore registry, IOptions<OperatorsOptions> operators, TimeProvider clock, CancellationToken ct)
    {
        if (!ModelName.IsValid(model))
            return ModelProblems.NotAName(model).ToResult();
        if (Requester.Of(http, operators.Value) is not { } requester)
            return ModelProblems.NoCaller().ToResult();
        var offer = new HeadOffer(model, body.EncoderVersion, body.Stamp, body.AllowedAppIds, body.EvaluationTasks, body.AcceptsAdapted);
        return (await registry.ChangeAsync(ChangeAuthor.Of(http), document => HeadDecisions.Give(document, offer, requester, clock.GetUtcNow()), ct)).ToResult();
    }

    private static async Task<IResult> RemoveAsync(string model, HttpContext http, RegistryStore registry, IOptions<OperatorsOptions> operators, TimeProvider clock, CancellationToken ct)
    {
        if (Requester.Of(http, operators.Value) is not { } requester)
            return ModelProblems.NoCaller().ToResult();
        var removed = await registry.ChangeAsync(ChangeAuthor.Of(http), document => HeadDecisions.Remove(document, model, requester, clock.GetUtcNow()), ct);
        return removed.Ok ? TypedResults.NoContent() : removed.Problem.ToResult();
    }
}
