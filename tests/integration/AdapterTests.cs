using System.Net;
using System.Net.Http.Json;
using UserRep.Adapters;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Versions;
using UserRep.Evaluator;
using UserRep.Evaluator.Adapters;
using UserRep.Features.Bundles;
using UserRep.Integration.Tests.Running;
using UserRep.Trainer.Training;

namespace UserRep.Integration.Tests;

/// <summary>A version stops being encoded and is served through an adapter to a model that agreed; and comes back.</summary>
[Collection(LiveMeshCollection.Name)]
public sealed class AdapterTests(LiveMesh mesh)
{
    private const string Model = "keeper";
    private const string Source = "representation@v1";
    private const string Kept = "representation@v8";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HttpClient Router => mesh.Client.App(AppIds.VersionRouter);

    private string Sidecar => $"http://127.0.0.1:{3500 + mesh.PortOffset}";

    [Fact]
    public async Task Adapt_FittedPushedPlannedAndApplied_ServesTheOthersVectorsMappedAndComesBack()
    {
        var folder = await KeptVersionAsync();
        await AssertOkAsync(await Router.PutAsJsonAsync($"/v1/models/{Model}", new ModelRegistration(Kept)));
        var fitted = await AdapterFit.RunAsync(new AdapterFitRequest(mesh.Events, mesh.BundleFolder, folder, new EvaluationOptions { Seeds = [1], Threads = 2 }) { Quick = true }, null, Cancel);
        Assert.Empty(fitted.Faults);
        var file = mesh.Data.File("adapter.json");
        await File.WriteAllBytesAsync(file, fitted.File!.ToBytes(), Cancel);
        await Command.RunAsync("adapter", "push", file, "--dapr", Sidecar);

        // Whoever didn't agree keeps the version from being adapted away, and is named.
        var refused = await Command.RunRefusedAsync("plan", "adapt", "--version", Kept, "--adapter", fitted.File.Id, "--dapr", Sidecar);
        Assert.Contains("! ", refused, StringComparison.Ordinal);
        Assert.Contains($"ADAPTED_NOT_ACCEPTED: {Model} is pinned to {Kept}", refused, StringComparison.Ordinal);
        await Command.RunAsync("head", "--model", Model, "--version", Kept, "--accepts-adapted", "--dapr", Sidecar);
        // What the model loses was not measured, as the mesh's bundle learnt from all events there are: that takes a word.
        var applied = await Command.RunAsync("adapt", "--version", Kept, "--adapter", fitted.File.Id, "--force", "--why", "a test of the map, not of its worth", "--dapr", Sidecar);
        Assert.Contains("applied plan", applied, StringComparison.Ordinal);

        string[] users = [.. mesh.Histories().Keys.Take(40), "nobody"];
        var answer = await Eventually.HasAsync(() => mesh.Client.ReadAsync(Model, users), a => a.Statuses[0] == "ADAPTED", "adapted vectors are served");
        var source = await mesh.Client.ReadAsync(LiveMesh.Model, users);
        Assert.Equal((Kept, Source, fitted.File.Id), (answer.EncoderVersion, answer.ServedFrom, answer.AdapterId));
        Assert.Equal((fitted.File.To.EmbeddingSpaceId, fitted.File.To.Dimension), (answer.EmbeddingSpaceId, answer.Dimension));
        Assert.Equal([.. Enumerable.Repeat("ADAPTED", 40), "NOT_FOUND"], answer.Statuses);
        Assert.Equal(source.AsOf, answer.AsOf);
        var map = new AdapterMap(fitted.File);
        for (var i = 0; i < 40; i++)
        {
            var expected = new float[map.To];
            map.Apply(source.Embeddings[i], expected);
            Vectors.AssertEqual(expected, answer.Embeddings[i], users[i]);
        }

        await Eventually.HasAsync(() => mesh.Client.VersionAsync(Kept, mesh.Events.End), v => v is { State: VersionState.Adapted, ServedFrom: Source, Coverage.WithVector: 0 }, "its own vectors are gone");
        await ProblemDetail.AssertAsync(await Router.PostAsJsonAsync($"/v1/models/{Model}/neighbours", new NeighboursRequest(users[0])), HttpStatusCode.Conflict, "NEIGHBOURS_ADAPTED");
        await ItemsGoOnAsync(users, answer);
        Assert.Equal("PRESENT", source.Statuses[0]);

        await BackAsync(folder, users[..40]);
    }

    /// <summary>Its items are its own still, and users beside them are the mapped ones.</summary>
    private async Task ItemsGoOnAsync(string[] users, EmbeddingsResponse read)
    {
        var response = await Router.PostAsJsonAsync($"/v1/models/{Model}/items", new ItemsRequest(["track-00001", "nothing"], users, "embedding"));
        await AssertOkAsync(response);
        var items = (await response.Content.ReadFromJsonAsync<ItemsResponse>(MeshClient.Json, Cancel))!;
        Assert.Equal((Kept, read.EmbeddingSpaceId, Source, read.AdapterId), (items.EncoderVersion, items.EmbeddingSpaceId, items.ServedFrom, items.AdapterId));
        Assert.Equal("PRESENT", items.Statuses[0]);
        Assert.Equal(read.Statuses, items.UserStatuses);
        for (var i = 0; i < users.Length; i++)
            Assert.Equal(read.Embeddings[i], items.UserVectors[i]);
        var nearest = await Router.PostAsJsonAsync($"/v1/models/{Model}/neighbours", new NeighboursRequest(users[0], 5, Of: "items"));
        await AssertOkAsync(nearest);
        var found = (await nearest.Content.ReadFromJsonAsync<NeighboursResponse>(MeshClient.Json, Cancel))!;
        Assert.Equal((5, Kept, Source), (found.Neighbours.Count, found.EncoderVersion, found.ServedFrom));
    }

    /// <summary>It is filled anew, served through its adapter until it is full, and then has vectors of its own: the right ones, of everyone.</summary>
    private async Task BackAsync(string folder, string[] users)
    {
        await AssertOkAsync(await Router.PostAsync($"/v1/versions/{Kept}/backfill", null));
        Assert.Contains((await mesh.Client.ReadAsync(Model, users)).Statuses[0], (string[])["ADAPTED", "PRESENT"]);
        var back = await Eventually.HasAsync(() => mesh.Client.VersionAsync(Kept, mesh.Events.End), v => v.State == VersionState.Serving, $"{Kept} is back");
        Assert.Equal((back.Coverage!.Users, null, null), (back.Coverage.WithVector, back.ServedFrom, back.AdapterId));
        var answer = await Eventually.HasAsync(() => mesh.Client.ReadAsync(Model, users), a => a.Statuses.All(s => s == "PRESENT"), "its own vectors are served");
        Assert.Null(answer.ServedFrom);
        using var encoder = BundleEncoder.TryOpen(folder, out _)!;
        var histories = mesh.Histories();
        var expected = encoder.Encode([.. users.Select(u => histories[u])], UnixDay.Of(mesh.Events.End)).Chunk(encoder.Dimension).ToArray();
        for (var i = 0; i < users.Length; i++)
            Vectors.AssertEqual(expected[i], answer.Embeddings[i], users[i]);
    }

    /// <returns>The folder of its bundle, which learnt from the same events with another seed and width.</returns>
    private async Task<string> KeptVersionAsync()
    {
        var options = new TrainingOptions { Epochs = 2, Hidden = [32], Latent = 12, BatchSize = 64, WindowsDays = [7, 30], RhythmDays = 7, Threads = 2, Seed = 5, ItemVectors = new() { CollaborativeDimension = 12, ContentDimension = 6 } };
        EncoderVersion.TryParse(Kept, out var version);
        var trained = await BundleTrainer.TrainAsync(mesh.Events, options, mesh.Data.File("bundles"), version, mesh.Events.End, TimeProvider.System, null, Cancel);
        Assert.Empty(trained.Faults);
        var folder = trained.BundleFolder!;
        await AssertOkAsync(await Router.PutAsJsonAsync($"/v1/versions/{Kept}", new VersionRegistration(Path.GetFileName(folder), BundleHash.OfBundle(folder))));
        await AssertOkAsync(await Router.PostAsync($"/v1/versions/{Kept}/backfill", null));
        await Eventually.HasAsync(() => mesh.Client.VersionAsync(Kept, mesh.Events.End), v => v.State == VersionState.Ready, $"{Kept} is Ready");
        return folder;
    }

    private static async Task AssertOkAsync(HttpResponseMessage response) => Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
}
