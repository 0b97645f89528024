using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Contracts.Audit;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Plans;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>Pins move back and forth under reads at full speed, over two replicas of each service in the way, and no read notices but by its label.</summary>
public sealed class SwitchTests
{
    private const string Model = "switcher";
    private const string First = "representation@v1";
    private const string Second = "representation@v2";
    private const int Rounds = 100;
    private const int Readers = 4;

    /// <summary>Within which a change holds on every replica (design.md).</summary>
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<Seen> _seen = [];

    [Fact]
    public async Task Switch_AHundredTimesThereAndBackUnderReads_FailsMixesOrDelaysNone()
    {
        using var data = new DataFolder();
        await using var mesh = MeshProcess.StartWith(
            LiveMesh.ShortTimes, Ports.FreeOffset(), data, "--users", "60", "--items", "200", "--days", "30", "--replicas", "version-router=2", "embedding-store=2");
        await mesh.StaysUpAsync();
        using var client = MeshClient.Playground(mesh);
        var router = client.App(AppIds.VersionRouter);
        var spaces = await TwoVersionsAsync(router, client, data);
        await RegisterTogetherAsync(router);
        string[] users = [.. Enumerable.Range(1, 5).Select(i => $"u{i:00000}")];

        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(() => ReadAsync(router, users, stop.Token))).ToArray();
        var pins = new List<PinAt> { new(Now(), First) };
        for (var round = 0; round < Rounds; round++)
        {
            pins.Add(await MigrateAsync(router));
            await HoldAsync(round);
            await OkAsync(await router.PostAsJsonAsync($"/v1/models/{Model}/rollback", new ChangeReason($"round {round}")));
            pins.Add(new PinAt(Now(), First));
            await HoldAsync(round);
        }
        await stop.CancelAsync();
        await Task.WhenAll(readers);

        Assert.True(_seen.Count > 10 * Rounds, $"only {_seen.Count} reads");
        Assert.Empty(_seen.Where(r => r.Fault is not null).Select(r => r.Fault).Take(5));
        Assert.Empty(_seen.Where(r => r.Answer!.EmbeddingSpaceId != spaces[r.Answer.EncoderVersion] || r.Answer.Statuses.Any(s => s != "PRESENT")).Take(5));
        Assert.Empty(_seen.Where(r => !WasInForce(pins, r)).Select(r => $"{r.Answer!.EncoderVersion} at {r.Begun}").Take(5));
        // Both were served, so that the bound was at stake.
        Assert.Equal(2, _seen.Select(r => r.Answer!.EncoderVersion).Distinct().Count());
        TestContext.Current.TestOutputHelper!.WriteLine($"{_seen.Count} reads over {2 * Rounds} changes");
    }

    /// <summary>Both replicas change the registry at once, again and again: of their changes none is lost, and each has an epoch of its own.</summary>
    private static async Task RegisterTogetherAsync(HttpClient router)
    {
        // Whoever loses has lost to one that won, so that none tries more often than there are others: fewer than the tries it has.
        string[] racers = [.. Enumerable.Range(0, 16).Select(i => $"racer-{i:00}")];
        var before = await AuditAsync(router);
        await Task.WhenAll(racers.Select(async racer => await OkAsync(await router.PutAsJsonAsync($"/v1/models/{racer}", new ModelRegistration(First)))));
        var models = (await router.GetFromJsonAsync<IReadOnlyList<ModelInfo>>("/v1/models", MeshClient.Json))!;
        Assert.Empty(racers.Except(models.Where(m => m.Pin == First).Select(m => m.Model)));
        var added = (await AuditAsync(router)).Where(e => before.All(b => b.Epoch != e.Epoch)).ToArray();
        Assert.Equal(racers.Length, added.Length);
        Assert.Equal(racers, racers.Where(r => added.Count(e => $"{e.What} {e.From} {e.To}".Contains(r, StringComparison.Ordinal)) == 1));
        Assert.Equal(added.Length, added.DistinctBy(e => e.Epoch).Count());
    }

    private static async Task<AuditEntry[]> AuditAsync(HttpClient router) =>
        [.. (await router.GetStringAsync("/v1/audit")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize<AuditEntry>(l, MeshClient.Json)!)];

    /// <summary>Some pins stay for longer than the bound, so that what comes after it can be told.</summary>
    private static Task HoldAsync(int round) => round % 10 == 0 ? Task.Delay(s_bound * 1.3) : Task.CompletedTask;

    /// <summary>Whether the version was the pin at some moment from the bound before the read on until its end. A change is in force from some moment before it is acknowledged.</summary>
    private static bool WasInForce(List<PinAt> pins, Seen read)
    {
        for (var i = 0; i < pins.Count; i++)
        {
            var until = i + 1 < pins.Count ? pins[i + 1].Acknowledged : TimeSpan.MaxValue;
            var from = i == 0 ? TimeSpan.Zero : pins[i - 1].Acknowledged;
            if (pins[i].Version == read.Answer!.EncoderVersion && until >= read.Begun - s_bound && from <= read.Ended)
                return true;
        }
        return false;
    }

    private async Task ReadAsync(HttpClient router, string[] users, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var begun = Now();
            try
            {
                using var response = await router.PostAsJsonAsync($"/v1/models/{Model}/embeddings", new EmbeddingsRequest(users), MeshClient.Json, CancellationToken.None);
                _seen.Enqueue(response.IsSuccessStatusCode
                    ? new Seen(begun, Now(), await response.Content.ReadFromJsonAsync<EmbeddingsResponse>(MeshClient.Json, CancellationToken.None), null)
                    : new Seen(begun, Now(), null, $"{response.StatusCode} {await response.Content.ReadAsStringAsync(CancellationToken.None)}"));
            }
            catch (HttpRequestException e)
            {
                _seen.Enqueue(new Seen(begun, Now(), null, e.Message));
            }
        }
    }

    /// <returns>The space of each.</returns>
    private static async Task<Dictionary<string, string>> TwoVersionsAsync(HttpClient router, MeshClient client, DataFolder data)
    {
        // The same network with another producer's name (field 2 of an ONNX model): another file, hence another space.
        byte[] onnx = [.. File.ReadAllBytes(data.File($"bundles/{First}/{BundleFiles.Encoder}")), 0x12, 0x05, .. "other"u8];
        var folder = BundleCopy.Make(data, "second", Second, onnx: onnx);
        await OkAsync(await router.PutAsJsonAsync($"/v1/versions/{Second}", new VersionRegistration(Path.GetFileName(folder), BundleHash.OfBundle(folder))));
        await OkAsync(await router.PostAsync($"/v1/versions/{Second}/backfill", null));
        var asOf = DateTimeOffset.UnixEpoch;
        var second = await Eventually.HasAsync(() => client.VersionAsync(Second, asOf), v => v.State == VersionState.Ready, $"{Second} is Ready");
        await OkAsync(await router.PutAsJsonAsync($"/v1/models/{Model}", new ModelRegistration(First)));
        await OkAsync(await router.PutAsJsonAsync($"/v1/models/{Model}/heads/{Second}", new HeadRegistration()));
        // Replicas have heard of the model within the bound.
        await Task.Delay(s_bound * 1.3);
        var spaces = new Dictionary<string, string> { [First] = (await client.VersionAsync(First, asOf)).EmbeddingSpaceId, [Second] = second.EmbeddingSpaceId };
        Assert.NotEqual(spaces[First], spaces[Second]);
        return spaces;
    }

    private static async Task<PinAt> MigrateAsync(HttpClient router)
    {
        var drawn = await OkAsync(await router.PostAsJsonAsync("/v1/plans", new PlanRequest(PlanKind.Migrate, Second, Model), MeshClient.Json));
        var plan = (await drawn.Content.ReadFromJsonAsync<Plan>(MeshClient.Json))!;
        Assert.Empty(plan.Refusals);
        await OkAsync(await router.PostAsJsonAsync($"/v1/plans/{plan.Id}/apply", new PlanApplication()));
        return new PinAt(Now(), Second);
    }

    private static async Task<HttpResponseMessage> OkAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return response;
    }

    private static TimeSpan Now() => TimeProvider.System.GetElapsedTime(0);

    private sealed record PinAt(TimeSpan Acknowledged, string Version);

    private sealed record Seen(TimeSpan Begun, TimeSpan Ended, EmbeddingsResponse? Answer, string? Fault);
}
