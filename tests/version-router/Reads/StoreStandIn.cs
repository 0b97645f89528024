using System.Net;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using Google.Protobuf;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Versions;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults;
using UserRep.Tests.Shared;
using UserRep.VersionRouter.Adapters;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Tests.Reads;

/// <summary>embedding-store as version-router sees it: each version's vectors say whose and of which version they are.</summary>
internal sealed class StoreStandIn : HttpMessageHandler
{
    public const long AsOf = 1_800_000_000_000;

    /// <summary>Users that a version has no vector of.</summary>
    public HashSet<(string Version, string User)> Lacks { get; } = [];

    /// <summary>What is wrong with an answer; null: nothing.</summary>
    public Action<EmbeddingColumns>? Spoil { get; set; }

    /// <summary>In place of an answer: what a sidecar says that doesn't let the call through.</summary>
    public (HttpStatusCode Status, string ErrorCode)? Refuses { get; set; }

    /// <summary>Awaited before an answer.</summary>
    public Func<string, Task>? Before { get; set; }

    public StoreGateway Gateway() => new(new HttpClient(this) { BaseAddress = new Uri("http://embedding-store") });

    /// <summary>Reads of it, with the adapters that there are.</summary>
    public ServedReader Reader(RegistrySnapshot registry, VersionRouterInstruments instruments, AdapterStore? adapters = null)
    {
        var own = new VersionReader(Gateway(), instruments);
        return new ServedReader(own, new AdaptedReader(own, new AdapterCache(adapters ?? new AdapterStore(new MemoryDapr())), registry));
    }

    /// <summary>The vector of a user, 2 wide as <see cref="Registries.Version"/> has it.</summary>
    public static float[] Vector(string version, string user) => [.. Enumerable.Repeat(Number(version) + (user.Length / 100f), 2)];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var version = Uri.UnescapeDataString(request.RequestUri!.Segments[3].TrimEnd('/'));
        if (Before is not null)
            await Before(version);
        if (Refuses is { } refused)
            return new HttpResponseMessage(refused.Status) { Content = JsonContent.Create(new { errorCode = refused.ErrorCode, message = "no" }) };
        var body = (await request.Content!.ReadFromJsonAsync<StoreReadRequest>(UserRepJson.Options, cancellationToken))!;
        var columns = new EmbeddingColumns { Version = version };
        using var vectors = new MemoryStream();
        foreach (var user in body.UserIds)
        {
            var present = !Lacks.Contains((version, user));
            columns.Statuses.Add(present ? EmbeddingStatus.Present : EmbeddingStatus.NotFound);
            columns.AsOf.Add(present ? AsOf + Number(version) : 0);
            if (!present)
                continue;
            vectors.Write(MemoryMarshal.AsBytes(Vector(version, user).AsSpan()));
            (columns.EmbeddingSpaceId, columns.Dimension) = ($"space-{Number(version)}", 2);
        }
        columns.Vectors = ByteString.CopyFrom(vectors.ToArray());
        Spoil?.Invoke(columns);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(columns.ToByteArray()) };
    }

    private static int Number(string version) => EncoderVersion.TryParse(version, out var parsed) ? parsed.Number : 0;
}
