using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.ServiceDefaults.Callers;

public static class CallerFilters
{
    /// <summary>Lets only operators' app-ids, and the services named, through.</summary>
    public static TBuilder ForOperators<TBuilder>(this TBuilder endpoint, params string[] services)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.AddEndpointFilter(async (context, next) =>
        {
            var caller = Caller.AppId(context.HttpContext);
            var operators = context.HttpContext.RequestServices.GetRequiredService<IOptions<OperatorsOptions>>().Value.AppIds;
            if (caller is not null && (operators.Contains(caller) || services.Contains(caller)))
                return await next(context);
            return Refusal("NOT_AN_OPERATOR", caller, "is not among Operators:AppIds").ToResult();
        });

    /// <summary>Lets only the services named through.</summary>
    public static TBuilder ForServices<TBuilder>(this TBuilder endpoint, params string[] services)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.AddEndpointFilter(async (context, next) =>
        {
            var caller = Caller.AppId(context.HttpContext);
            return caller is not null && services.Contains(caller)
                ? await next(context)
                : Refusal("NOT_ALLOWED", caller, $"may not call this; only {string.Join(", ", services)} may").ToResult();
        });

    private static Problem Refusal(string code, string? caller, string why) => Problem.Forbidden(code, caller is null
        ? "The call carries no single dapr-caller-app-id: come in through the sidecar of another app-id."
        : $"App-id '{caller}' {why}.");
}
