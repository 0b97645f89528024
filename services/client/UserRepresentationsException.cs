using System.Net;
using System.Text.Json;

namespace UserRep.Client;

/// <summary>A read that has no answer. One type for all reasons: <see cref="Code"/> tells them apart.</summary>
public sealed class UserRepresentationsException : Exception
{
    internal UserRepresentationsException(string code, string detail, bool transient = false, Exception? inner = null)
        : base($"{code}: {detail}", inner) => (Code, IsTransient) = (code, transient);

    /// <summary>Stable, for programs: one of <see cref="ClientCodes"/>, a service's problem code, or the sidecar's error code.</summary>
    public string Code { get; }

    /// <summary>Of the answer that refused; null where there was none.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>Whether the same read may succeed later; the client has retried it within its deadline already.</summary>
    public bool IsTransient { get; }

    /// <summary>What is wrong with the request, field by field; empty for other codes.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();

    /// <summary>What exists or is allowed instead, as the problem named it, e.g. <c>pin</c> of a <c>PIN_MISMATCH</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Facts { get; init; } = new Dictionary<string, JsonElement>();
}
