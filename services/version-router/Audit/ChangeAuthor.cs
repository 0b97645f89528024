using UserRep.Contracts.Audit;
using UserRep.ServiceDefaults.Callers;

namespace UserRep.VersionRouter.Audit;

/// <summary>Who makes a change and why, as the audit will say it.</summary>
internal sealed record ChangeAuthor(string AppId, string? As = null, string? Why = null, string? Plan = null)
{
    private const int MaxLength = 200;

    /// <summary>A person's name is the caller's word: an operator's tool sends what it was told with --as.</summary>
    public static ChangeAuthor Of(HttpContext http, string? why = null, string? plan = null) =>
        new(Caller.AppId(http)!, Short(http.Request.Headers[AuditEntry.AsHeader] is [{ } name] ? name : null), Short(why), plan);

    private static string? Short(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Length <= MaxLength ? text : text[..MaxLength];
}
