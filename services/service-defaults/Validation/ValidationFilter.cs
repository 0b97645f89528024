using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace UserRep.ServiceDefaults.Validation;

public static class ValidationFilter
{
    /// <summary>Validates the body of type <typeparamref name="T"/> before the endpoint runs; every fault is reported, field by field.</summary>
    public static RouteHandlerBuilder WithValidation<T>(this RouteHandlerBuilder endpoint)
        where T : class =>
        endpoint.AddEndpointFilter(async (context, next) =>
        {
            var body = context.Arguments.OfType<T>().FirstOrDefault();
            if (body is null)
                return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["body"] = ["a JSON body is required"] });
            var result = await context.HttpContext.RequestServices.GetRequiredService<IValidator<T>>().ValidateAsync(body, context.HttpContext.RequestAborted);
            return result.IsValid ? await next(context) : TypedResults.ValidationProblem(result.ToDictionary());
        });
}
