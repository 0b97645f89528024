using Microsoft.Extensions.Options;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;
using UserRep.ServiceDefaults.Validation;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Models;

internal static class ModelEndpoints
{
    private const string ByHand = "by-hand";

    public static void MapModels(this IEndpointRouteBuilder app)
    {
        var models = app.MapGroup("/v1/models");
        models.MapGet("/", async (RegistryStore registry, CancellationToken ct) => (await registry.ReadAsync(ct)).Document.Models);
        models.MapPut("/{model}", RegisterAsync).WithValidation<ModelRegistration>();
    }

    /// <summary>Gives a model a head; its first head sets the pin, and pinning makes a Ready version Serving.</summary>
    private static async Task<IResult> RegisterAsync(string model, ModelRegistration body, HttpContext http, RegistryStore registry, IOptions<OperatorsOptions> operators, TimeProvider clock, CancellationToken ct)
    {
        if (!ModelName.IsValid(model))
            return ModelProblems.NotAName(model).ToResult();
        if (Caller.AppId(http) is not { } caller)
            return ModelProblems.NoCaller().ToResult();
        EncoderVersion.TryParse(body.EncoderVersion, out var version);
        var isOperator = operators.Value.AppIds.Contains(caller);
        var changed = await registry.ChangeAsync(caller, document => Decide(document, model, version.ToString(), body.AllowedAppIds, caller, isOperator, clock.GetUtcNow()), ct);
        return changed.ToResult();
    }

    private static Outcome<Change<ModelInfo>> Decide(RegistryDocument registry, string name, string versionName, IReadOnlyList<string>? allowed, string caller, bool isOperator, DateTimeOffset now)
    {
        var known = registry.Model(name);
        if (known is not null && !isOperator && !known.AllowedAppIds.Contains(caller))
            return ModelProblems.NotAllowed(known, caller);
        if (registry.Version(versionName) is not { } version)
            return VersionProblems.NotFound(versionName, registry);
        if (!Lifecycle.IsServable(version.State))
            return VersionProblems.NotReady(version, registry);

        var head = new ModelHead(versionName, ByHand, now);
        var model = known switch
        {
            null => new ModelInfo(name, versionName, null, [head], allowed ?? [caller], now),
            _ when known.Heads.Any(h => h.EncoderVersion == versionName) => known with { AllowedAppIds = allowed ?? known.AllowedAppIds },
            _ => known with { Heads = [.. known.Heads, head], AllowedAppIds = allowed ?? known.AllowedAppIds },
        };
        if (known is not null && model.Heads.Count == known.Heads.Count && model.AllowedAppIds.SequenceEqual(known.AllowedAppIds))
            return Change<ModelInfo>.None(known);

        var next = registry.With(model);
        if (model.Pin == versionName && version.State == VersionState.Ready)
            next = next.With(version with { State = VersionState.Serving, StateChangedAt = now });
        return new Change<ModelInfo>(next, model, $"model {name} registered with a head for {versionName}", known?.Pin, model.Pin);
    }
}
