using System.Net;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>One answer, one version: what a downstream model reads through the real SDK.</summary>
[Collection(LiveMeshCollection.Name)]
public sealed class ReadTests(LiveMesh mesh)
{
    private HttpClient Router => mesh.Client.App(AppIds.VersionRouter);

    [Fact]
    public async Task Read_200Users_EqualsTheVectorsComputedOffline()
    {
        var histories = mesh.Histories().Values.OrderBy(h => h.UserId, StringComparer.Ordinal).Take(200).ToArray();
        var expected = mesh.Offline(histories);

        var answer = await mesh.Client.ReadAsync(LiveMesh.Model, [.. histories.Select(h => h.UserId)]);

        Assert.Equal(200, histories.Length);
        Assert.All(answer.Statuses, s => Assert.Equal("PRESENT", s));
        Assert.All(answer.AsOf, at => Assert.Equal(mesh.Events.End, at));
        for (var i = 0; i < histories.Length; i++)
            Vectors.AssertEqual(expected[i], answer.Embeddings[i], histories[i].UserId);
    }

    [Fact]
    public async Task Read_SomeUsersUnknown_IsInTheOrderAskedWithAStatusEach()
    {
        var known = mesh.Histories().Keys.First();

        var answer = await mesh.Client.ReadAsync(LiveMesh.Model, "nobody", known, "a||b/ü");

        Assert.Equal("representation@v1", answer.EncoderVersion);
        Assert.Equal("cosine", answer.Metric);
        Assert.Equal(["nobody", known, "a||b/ü"], answer.UserIds);
        Assert.Equal(["NOT_FOUND", "PRESENT", "NOT_FOUND"], answer.Statuses);
        Assert.Null(answer.Embeddings[0]);
        Assert.Equal(answer.Dimension, answer.Embeddings[1]!.Length);
    }

    [Fact]
    public async Task Read_MaxAgeBelowTheVectorsAge_IsOutsideMaxAge()
    {
        var known = mesh.Histories().Keys.First();
        using var response = await Router.PostAsJsonAsync($"/v1/models/{LiveMesh.Model}/embeddings", new EmbeddingsRequest([known], MaxAge: "00:00:01"));

        var answer = await response.Content.ReadFromJsonAsync<EmbeddingsResponse>(MeshClient.Json);

        Assert.Equal(["OUTSIDE_MAX_AGE"], answer!.Statuses);
        Assert.Null(answer.Embeddings[0]);
        Assert.NotNull(answer.AsOf[0]);
    }

    [Fact]
    public async Task Read_InBinary_CarriesTheSameAsJson()
    {
        string[] users = [.. mesh.Histories().Keys.Take(5), "nobody"];
        var json = await mesh.Client.ReadAsync(LiveMesh.Model, users);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/models/{LiveMesh.Model}/embeddings") { Content = JsonContent.Create(new EmbeddingsRequest(users)) };
        request.Headers.Accept.ParseAdd(MediaTypes.Protobuf);

        using var response = await Router.SendAsync(request);
        Assert.Equal(MediaTypes.Protobuf, response.Content.Headers.ContentType?.MediaType);
        var group = Assert.Single(EmbeddingsAnswer.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync()).Groups);

        Assert.Equal((json.EncoderVersion, json.EmbeddingSpaceId, json.Assignment), (group.EncoderVersion, group.EmbeddingSpaceId, group.Assignment));
        Assert.Equal(EmbeddingStatus.NotFound, group.Statuses[^1]);
        Assert.Equal(json.Embeddings.OfType<float[]>().SelectMany(v => v), MemoryMarshal.Cast<byte, float>(group.Vectors.Span).ToArray());
    }

    [Fact]
    public async Task Read_BadRequestForBinary_IsStillProblemJson()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/models/{LiveMesh.Model}/embeddings") { Content = JsonContent.Create(new EmbeddingsRequest([])) };
        request.Headers.Accept.ParseAdd(MediaTypes.Protobuf);

        await ProblemDetail.AssertAsync(await Router.SendAsync(request), HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("""{"userIds":""")]
    [InlineData("""{"userIds":7}""")]
    [InlineData("")]
    public async Task Read_BodyThatIsNotOfItsShape_IsABadRequest(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/models/{LiveMesh.Model}/embeddings") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Accept.ParseAdd(MediaTypes.Protobuf);

        await ProblemDetail.AssertAsync(await Router.SendAsync(request), HttpStatusCode.BadRequest, "BAD_REQUEST");
    }

    [Fact]
    public async Task Canaries_WithEveryFault_AreRefusedFieldByField()
    {
        var problem = await ProblemDetail.AssertAsync(
            await Router.PutAsJsonAsync($"/v1/models/{LiveMesh.Model}/canaries", new { canaries = new[] { new { version = "newest", share = 60.0 }, new { version = "v2", share = 101.0 }, new { version = "representation@v2", share = 1.0 } } }),
            HttpStatusCode.BadRequest);

        Assert.Equal(["Canaries", "Canaries[0].Version", "Canaries[1].Share"], problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Read_UnknownModel_NamesThoseThatExist()
    {
        var problem = await ProblemDetail.AssertAsync(await ReadAsync("ranker-x", new EmbeddingsRequest(["u"])), HttpStatusCode.NotFound, "MODEL_NOT_FOUND");

        Assert.Contains(problem.GetProperty("models").EnumerateArray(), m => m.GetString() == LiveMesh.Model);
    }

    [Fact]
    public async Task Read_PinNotAmongTheCallersHeads_IsAPinMismatch()
    {
        var problem = await ProblemDetail.AssertAsync(await ReadAsync(LiveMesh.Model, new EmbeddingsRequest(["u"], Accepts: ["representation@v2"])), HttpStatusCode.Conflict, "PIN_MISMATCH");

        Assert.Equal("representation@v1", problem.GetProperty("pin").GetString());
    }

    [Fact]
    public async Task Read_BadRequest_ReportsEveryFaultAtOnce()
    {
        var problem = await ProblemDetail.AssertAsync(await ReadAsync(LiveMesh.Model, new EmbeddingsRequest(["u", "u", " "], MaxAge: "soon", Accepts: ["latest"])), HttpStatusCode.BadRequest);

        var errors = problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).ToArray();
        Assert.Contains("UserIds", errors);
        Assert.Contains("MaxAge", errors);
        Assert.Contains("Accepts[0]", errors);
    }

    [Fact]
    public async Task Read_ByAnotherApp_IsForbidden()
    {
        // The encoder's own sidecar: whoever calls through it is the encoder.
        using var encoder = new MeshClient(3502 + mesh.PortOffset, 50012 + mesh.PortOffset);

        await ProblemDetail.AssertAsync(await encoder.App(AppIds.VersionRouter).PostAsJsonAsync($"/v1/models/{LiveMesh.Model}/embeddings", new EmbeddingsRequest(["u"])), HttpStatusCode.Forbidden, "NOT_ALLOWED");
    }

    [Fact]
    public async Task Neighbours_OfAUser_AreFiveOthersBestFirst()
    {
        var user = mesh.Histories().Keys.First();
        using var response = await Router.PostAsJsonAsync($"/v1/models/{LiveMesh.Model}/neighbours", new NeighboursRequest(user));

        var answer = await response.Content.ReadFromJsonAsync<NeighboursResponse>(MeshClient.Json);

        Assert.Equal(5, answer!.Neighbours.Count);
        Assert.DoesNotContain(answer.Neighbours, n => n.Id == user);
        Assert.Equal(answer.Neighbours.OrderByDescending(n => n.Similarity).Select(n => n.Id), answer.Neighbours.Select(n => n.Id));
    }

    [Fact]
    public async Task Items_OfAUser_AreTheNearestOfThoseThatTheVersionHasInTheirSpace()
    {
        var user = mesh.Histories().Keys.First();
        using var found = await Router.PostAsJsonAsync($"/v1/models/{LiveMesh.Model}/neighbours", new NeighboursRequest(user, 10, Of: NeighbourKinds.Items));
        var nearest = (await found.Content.ReadFromJsonAsync<NeighboursResponse>(MeshClient.Json))!;
        string[] ids = [.. nearest.Neighbours.Select(n => n.Id), "unheard-of"];
        using var read = await Router.PostAsJsonAsync($"/v1/models/{LiveMesh.Model}/items", new ItemsRequest(ids, [user, "nobody"]));
        var items = (await read.Content.ReadFromJsonAsync<ItemsResponse>(MeshClient.Json))!;

        Assert.Equal(10, nearest.Neighbours.Count);
        Assert.Equal(("items", "exact", "representation@v1"), (nearest.Of, nearest.Search, nearest.EncoderVersion));
        Assert.Equal((nearest.Space, nearest.EmbeddingSpaceId, nearest.Dimension), (items.Space, items.EmbeddingSpaceId, items.Dimension));
        Assert.Equal([.. Enumerable.Repeat("PRESENT", 10), "NOT_FOUND"], items.Statuses);
        Assert.Equal(["PRESENT", "NOT_FOUND"], items.UserStatuses);
        // What the search says is what the caller computes from the two sides.
        for (var i = 0; i < 10; i++)
            Assert.Equal(nearest.Neighbours[i].Similarity, System.Numerics.Tensors.TensorPrimitives.CosineSimilarity<float>(items.UserVectors[0]!, items.Vectors[i]!), 1e-4);
    }

    private Task<HttpResponseMessage> ReadAsync(string model, EmbeddingsRequest request) => Router.PostAsJsonAsync($"/v1/models/{model}/embeddings", request);
}
