using System.Collections.Concurrent;
using System.Net.Http.Json;
using UserRep.Contracts.Plans;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Versions;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>Pins move back and forth under reads at full speed, over two replicas of each service in the way, and no read notices but by its label.</summary>
[Collection(SwitchMeshCollection.Name)]
public sealed class SwitchTests(SwitchMesh mesh)
{
    private const string Model = "switcher";
    private const int Rounds = 100;
    private const int Readers = 4;

    private readonly ConcurrentQueue<Seen> _seen = [];

    [Fact]
    public async Task Switch_AHundredTimesThereAndBackUnderReads_FailsMixesOrDelaysNone()
    {
        await mesh.RegisterAsync(Model);
        var users = SwitchMesh.Users(5);

        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(() => ReadAsync(users, stop.Token))).ToArray();
        var pins = new List<PinAt> { new(SwitchMesh.Now(), SwitchMesh.First) };
        for (var round = 0; round < Rounds; round++)
        {
            pins.Add(new PinAt(await mesh.ApplyAsync(new PlanRequest(PlanKind.Migrate, SwitchMesh.Second, Model)), SwitchMesh.Second));
            await HoldAsync(round);
            await SwitchMesh.OkAsync(await mesh.Router.PostAsJsonAsync($"/v1/models/{Model}/rollback", new ChangeReason($"round {round}")));
            pins.Add(new PinAt(SwitchMesh.Now(), SwitchMesh.First));
            await HoldAsync(round);
        }
        await stop.CancelAsync();
        await Task.WhenAll(readers);

        Assert.True(_seen.Count > 10 * Rounds, $"only {_seen.Count} reads");
        Assert.Empty(_seen.Where(r => r.Fault is not null).Select(r => r.Fault).Take(5));
        Assert.Empty(_seen.Where(r => r.Answer!.EmbeddingSpaceId != mesh.Spaces[r.Answer.EncoderVersion] || r.Answer.Statuses.Any(s => s != "PRESENT")).Take(5));
        Assert.Empty(_seen.Where(r => !WasInForce(pins, r)).Select(r => $"{r.Answer!.EncoderVersion} at {r.Begun}").Take(5));
        // Both were served, so that the bound was at stake.
        Assert.Equal(2, _seen.Select(r => r.Answer!.EncoderVersion).Distinct().Count());
        TestContext.Current.TestOutputHelper!.WriteLine($"{_seen.Count} reads over {2 * Rounds} changes");
    }

    /// <summary>Some pins stay for longer than the bound, so that what comes after it can be told.</summary>
    private static Task HoldAsync(int round) => round % 25 == 0 ? Task.Delay(SwitchMesh.Bound * 1.3) : Task.CompletedTask;

    /// <summary>Whether the version was the pin at some moment from the bound before the read on until its end. A change is in force from some moment before it is acknowledged.</summary>
    private static bool WasInForce(List<PinAt> pins, Seen read)
    {
        for (var i = 0; i < pins.Count; i++)
        {
            var until = i + 1 < pins.Count ? pins[i + 1].Acknowledged : TimeSpan.MaxValue;
            var from = i == 0 ? TimeSpan.Zero : pins[i - 1].Acknowledged;
            if (pins[i].Version == read.Answer!.EncoderVersion && until >= read.Begun - SwitchMesh.Bound && from <= read.Ended)
                return true;
        }
        return false;
    }

    private async Task ReadAsync(string[] users, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var begun = SwitchMesh.Now();
            try
            {
                using var response = await mesh.Router.PostAsJsonAsync($"/v1/models/{Model}/embeddings", new EmbeddingsRequest(users), MeshClient.Json, CancellationToken.None);
                _seen.Enqueue(response.IsSuccessStatusCode
                    ? new Seen(begun, SwitchMesh.Now(), await response.Content.ReadFromJsonAsync<EmbeddingsResponse>(MeshClient.Json, CancellationToken.None), null)
                    : new Seen(begun, SwitchMesh.Now(), null, $"{response.StatusCode} {await response.Content.ReadAsStringAsync(CancellationToken.None)}"));
            }
            catch (HttpRequestException e)
            {
                _seen.Enqueue(new Seen(begun, SwitchMesh.Now(), null, e.Message));
            }
        }
    }

    private sealed record PinAt(TimeSpan Acknowledged, string Version);

    private sealed record Seen(TimeSpan Begun, TimeSpan Ended, EmbeddingsResponse? Answer, string? Fault);
}
