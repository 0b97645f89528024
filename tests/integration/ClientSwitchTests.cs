using System.Collections.Concurrent;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using UserRep.Client;
using UserRep.Contracts.Plans;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Versions;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>The client's reads of several calls each, while the pin moves under two routers: no answer is mixed, and the caller is told of the head.</summary>
[Collection(SwitchMeshCollection.Name)]
public sealed class ClientSwitchTests(SwitchMesh mesh)
{
    private const string Model = "client-switcher";
    private const int Rounds = 5;
    private const int Readers = 3;

    [Fact]
    public async Task Get_PinMovesUnderReadsOfSeveralCalls_MixesNoneAndTellsTheHead()
    {
        await mesh.RegisterAsync(Model);
        var users = SwitchMesh.Users(6);
        var vectors = await TruthAsync(users);
        var changes = new ConcurrentQueue<HeadChange>();
        await using var services = Services(changes);
        var client = services.GetRequiredService<IUserRepresentations>();
        var seen = new ConcurrentBag<string>();
        var faults = new ConcurrentQueue<string>();
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await ReadAsync();
        })).ToArray();

        for (var round = 0; round < Rounds; round++)
        {
            await mesh.ApplyAsync(new PlanRequest(PlanKind.Migrate, SwitchMesh.Second, Model));
            await ServedAsync(SwitchMesh.Second);
            await SwitchMesh.OkAsync(await mesh.Router.PostAsJsonAsync($"/v1/models/{Model}/rollback", new ChangeReason($"round {round}")));
            await ServedAsync(SwitchMesh.First);
        }
        await stop.CancelAsync();
        await Task.WhenAll(readers);

        Assert.Empty(faults.Take(5));
        Assert.Equal([SwitchMesh.First, SwitchMesh.Second], seen.Distinct().Order());
        Assert.Contains(changes, c => (c.From, c.To, c.Assignment) == (SwitchMesh.First, SwitchMesh.Second, Assignments.Pin));
        Assert.Contains(changes, c => (c.From, c.To, c.Assignment) == (SwitchMesh.Second, SwitchMesh.First, Assignments.Pin));
        TestContext.Current.TestOutputHelper!.WriteLine($"{seen.Count} reads of {users.Length / 2} calls over {2 * Rounds} changes, {changes.Count} told");

        async Task ReadAsync()
        {
            try
            {
                var answer = await client.GetAsync(users, cancellationToken: CancellationToken.None);
                seen.Add(answer.EncoderVersion);
                if (answer.Single.EmbeddingSpaceId != mesh.Spaces[answer.EncoderVersion])
                    faults.Enqueue($"{answer.EncoderVersion} in space {answer.Single.EmbeddingSpaceId}");
                foreach (var user in answer)
                {
                    if (!user.Vector.Span.SequenceEqual(vectors[user.UserId]))
                        faults.Enqueue($"{user.UserId} in {answer.EncoderVersion}: {user.Status}, another vector");
                }
            }
            catch (UserRepresentationsException e)
            {
                faults.Enqueue(e.Message);
            }
        }

        Task ServedAsync(string version) => Eventually.HasAsync(() => client.GetAsync(users), a => a.EncoderVersion == version && a.Single.Assignment == Assignments.Pin, $"{Model} is served from {version}");
    }

    /// <summary>The two versions' networks are the same, so that a user has one vector in both.</summary>
    private async Task<Dictionary<string, float[]>> TruthAsync(string[] users)
    {
        using var response = await SwitchMesh.OkAsync(await mesh.Router.PostAsJsonAsync($"/v1/models/{Model}/embeddings", new EmbeddingsRequest(users)));
        var answer = (await response.Content.ReadFromJsonAsync<EmbeddingsResponse>(MeshClient.Json))!;
        return users.Select((u, i) => (u, i)).ToDictionary(x => x.u, x => answer.Embeddings[x.i]!);
    }

    private ServiceProvider Services(ConcurrentQueue<HeadChange> changes)
    {
        var services = new ServiceCollection();
        services.AddUserRepresentations(o =>
        {
            o.Model = Model;
            foreach (var (version, space) in mesh.Spaces)
                o.Heads.Add(new Head(version, space));
            o.SidecarAddress = new Uri($"http://127.0.0.1:{3500 + mesh.PortOffset}");
            o.BatchSize = 2;
            o.Timeout = TimeSpan.FromSeconds(30);
            o.OnHeadChange = changes.Enqueue;
        });
        return services.BuildServiceProvider();
    }
}
