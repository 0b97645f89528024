using System.Net;
using System.Runtime.InteropServices;
using Google.Protobuf;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;

namespace UserRep.Client.Tests;

/// <summary>Answers as version-router gives them. A vector's values are made of its version and its user, so that a test can tell whose it got.</summary>
internal static class Answers
{
    public const string Model = "ranker-a";
    public const string First = "representation@v1";
    public const string Second = "representation@v2";
    public const int Dimension = 4;

    public static readonly DateTimeOffset AsOf = DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_000);

    public static string SpaceOf(string version) => $"space of {version}";

    public static float[] VectorOf(string version, string user) => [.. Enumerable.Range(0, Dimension).Select(d => version[^1] * 1_000f + user.Length * 10 + user[^1] + d / 10f)];

    /// <summary>All users present in one version, but those whose id begins with "no".</summary>
    public static EmbeddingsAnswer Of(EmbeddingsRequest request, string version, string assignment = Assignments.Pin, string model = Model) =>
        new() { Model = model, Groups = { Group(request.UserIds!, version, assignment) } };

    public static EmbeddingsGroup Group(IReadOnlyList<string> users, string version, string assignment = Assignments.Pin)
    {
        var known = users.Where(IsKnown).ToArray();
        var group = new EmbeddingsGroup { Assignment = assignment, EncoderVersion = version, EmbeddingSpaceId = SpaceOf(version), Dimension = Dimension, Metric = "cosine" };
        group.Statuses.AddRange(users.Select(u => IsKnown(u) ? EmbeddingStatus.Present : EmbeddingStatus.NotFound));
        group.AsOf.AddRange(users.Select(u => IsKnown(u) ? AsOf.ToUnixTimeMilliseconds() : 0));
        group.Vectors = ByteString.CopyFrom(MemoryMarshal.AsBytes(known.SelectMany(u => VectorOf(version, u)).ToArray().AsSpan()));
        return group;
    }

    public static HttpResponseMessage Binary(this EmbeddingsAnswer answer) => Body(answer.ToByteArray());

    public static HttpResponseMessage Body(byte[] bytes, string type = MediaTypes.Protobuf) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new(type) } } };

    public static HttpResponseMessage Problem(HttpStatusCode status, string json) => new(status) { Content = new StringContent(json, null, "application/problem+json") };

    public static HttpResponseMessage Unavailable() => Problem(HttpStatusCode.ServiceUnavailable, """{"title":"STARTING","status":503,"detail":"try again","code":"STARTING"}""");

    public static HttpResponseMessage PinMismatch(string pin) => Problem(HttpStatusCode.Conflict, $$"""{"title":"PIN_MISMATCH","status":409,"detail":"pinned elsewhere","code":"PIN_MISMATCH","pin":"{{pin}}"}""");

    private static bool IsKnown(string user) => !user.StartsWith("no", StringComparison.Ordinal);
}
