using Microsoft.Extensions.Options;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Validation;
using UserRep.VersionRouter.Audit;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Models;

internal static class HeadEndpoints
{
    public static void MapHeads(this IEndpointRouteBuilder app)
    {
        app.MapPut("/v1/models/{model}/heads/{version}", GiveAsync).WithValidation<HeadRegistration>();
        app.MapDelete("/v1/models/{model}/heads/{version}", TakeAsync);
    }

    /// <summary>Of a model that exists: a name mistyped must not become a model.</summary>
    private static async Task<IResult> GiveAsync(string model, string version, HeadRegistration body, HttpContext http, RegistryStore registry, IOptions<OperatorsOptions> operators, TimeProvider clock, CancellationToken ct)
    {
        if (!EncoderVersion.TryParse(version, out var parsed))
            return VersionProblems.NotAName(version).ToResult();
        if (Requester.Of(http, operators.Value) is not { } requester)
            return ModelProblems.NoCaller().ToResult();
        var offer = new HeadOffer(model, parsed.ToString(), body.Stamp, null);
        return (await registry.ChangeAsync(ChangeAuthor.Of(http), document => document.Model(model) is null
            ? ModelProblems.NotFound(model, document)
            : HeadDecisions.Give(document, offer, requester, clock.GetUtcNow()), ct)).ToResult();
    }

    private static async Task<IResult> TakeAsync(string model, string version, HttpContext http, RegistryStore registry, IOptions<OperatorsOptions> operators, CancellationToken ct)
    {
        if (!EncoderVersion.TryParse(version, out var parsed))
            return VersionProblems.NotAName(version).ToResult();
        if (Requester.Of(http, operators.Value) is not { } requester)
            return ModelProblems.NoCaller().ToResult();
        return (await registry.ChangeAsync(ChangeAuthor.Of(http), document => HeadDecisions.Take(document, model, parsed.ToString(), requester), ct)).ToResult();
    }
}
