using Microsoft.Extensions.Options;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.Encoder.Direct;

/// <summary>Who may encode here without version-router, which would keep them to their pin: operators, and the app-ids configured.</summary>
internal sealed class DirectCallers(IOptions<OperatorsOptions> operators, IOptions<EncoderOptions> options)
{
    /// <returns>Null if the caller may.</returns>
    public Problem? Refusal(HttpContext http) =>
        Caller.AppId(http) is not { } caller ? Problem.Forbidden("NO_CALLER", "The call carries no single dapr-caller-app-id: come in through the sidecar of another app-id.")
        : operators.Value.AppIds.Contains(caller) || options.Value.DirectAppIds.Contains(caller) ? null
        : Problem.Forbidden("NOT_ALLOWED", $"App-id '{caller}' is neither among Operators:AppIds nor among Encoder:DirectAppIds.");
}
