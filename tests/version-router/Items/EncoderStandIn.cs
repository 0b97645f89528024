using System.Net;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using Google.Protobuf;
using UserRep.Contracts.Wire;
using UserRep.VersionRouter.Items;

namespace UserRep.VersionRouter.Tests.Items;

/// <summary>The encoder as version-router sees it, and embedding-store's search beside it: both answer in the version's space unless told otherwise.</summary>
internal sealed class EncoderStandIn : HttpMessageHandler
{
    public List<(string Path, byte[] Body)> Asked { get; } = [];

    /// <summary>What is wrong with an answer; null: nothing.</summary>
    public Action<ItemColumns>? SpoilItems { get; set; }

    public Action<NeighbourColumns>? SpoilNeighbours { get; set; }

    /// <summary>In place of an answer: status and code.</summary>
    public (HttpStatusCode Status, string Code)? Refuses { get; set; }

    public ItemGateway Gateway() => new(Client());

    public HttpClient Client() => new(this) { BaseAddress = new Uri("http://encoder") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        Asked.Add((path, body));
        if (Refuses is { } refused)
        {
            var refusal = new HttpResponseMessage(refused.Status) { Content = JsonContent.Create(new { code = refused.Code, detail = "no", spaces = new[] { "a" } }, new System.Net.Http.Headers.MediaTypeHeaderValue("application/problem+json")) };
            if (refused.Status == HttpStatusCode.ServiceUnavailable)
                refusal.Headers.RetryAfter = new(TimeSpan.FromSeconds(5));
            return refusal;
        }
        var version = Uri.UnescapeDataString(path.Split('/')[3]);
        var number = int.Parse(version[(version.LastIndexOf('v') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent((path.EndsWith("/items", StringComparison.Ordinal) ? (IMessage)Items(version, number, body) : Neighbours(version, number, path, body)).ToByteArray()) };
    }

    /// <summary>Of an item the vector is its length, twice; "lost" is unknown.</summary>
    private ItemColumns Items(string version, int number, byte[] body)
    {
        var query = ItemsQuery.Parser.ParseFrom(body);
        var own = query.Space == "embedding";
        var columns = new ItemColumns { Version = version, Space = own ? "embedding" : "collaborative", EmbeddingSpaceId = own ? $"space-{number}" : $"items-{number}", Dimension = 2, Metric = "cosine", UserVectors = query.UserVectors };
        var vectors = new List<float>();
        foreach (var id in query.ItemIds)
        {
            columns.Statuses.Add(id == "lost" ? EmbeddingStatus.NotFound : EmbeddingStatus.Present);
            if (id != "lost")
                vectors.AddRange([id.Length, id.Length]);
        }
        columns.Vectors = ByteString.CopyFrom(MemoryMarshal.AsBytes(vectors.ToArray().AsSpan()));
        SpoilItems?.Invoke(columns);
        return columns;
    }

    private NeighbourColumns Neighbours(string version, int number, string path, byte[] body)
    {
        var query = NeighboursQuery.Parser.ParseFrom(body);
        var items = path.EndsWith("/items/neighbours", StringComparison.Ordinal);
        var columns = new NeighbourColumns
        {
            Version = version, Space = items ? "collaborative" : "", EmbeddingSpaceId = items ? $"items-{number}" : $"space-{number}", Dimension = 2, Metric = "cosine",
            Ids = { "n1", "n2" }, Similarities = { 0.9f, 0.5f }, Recall = query.K > 50 ? 0.96 : 1, AsOf = 1_800_000_000_000, BuiltAt = 1_800_000_001_000,
        };
        if (items)
            columns.Names.Add(["A name", ""]);
        SpoilNeighbours?.Invoke(columns);
        return columns;
    }
}
