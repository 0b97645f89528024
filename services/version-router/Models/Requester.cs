using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Callers;

namespace UserRep.VersionRouter.Models;

/// <summary>An app-id that asks for a change of a model: operators may change all, others those that are theirs.</summary>
internal readonly record struct Requester(string AppId, bool IsOperator)
{
    /// <returns>Null where the call carries no single app-id.</returns>
    public static Requester? Of(HttpContext http, OperatorsOptions operators) =>
        Caller.AppId(http) is { } caller ? new Requester(caller, operators.AppIds.Contains(caller)) : null;

    public bool MayChange(ModelInfo model) => IsOperator || model.AllowedAppIds.Contains(AppId);
}
