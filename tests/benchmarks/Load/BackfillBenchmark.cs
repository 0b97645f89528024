using System.Net.Http.Json;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;

namespace UserRep.Benchmarks.Load;

/// <summary>
/// Live traffic all the time; windows of its freshness without and with a backfill of one more version, in turns. Every version that was backfilled is encoded live
/// from then on, so a backfill is compared with the windows on both sides of it.
/// </summary>
internal static class BackfillBenchmark
{
    private const int Backfills = 3;

    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(20);
    private static readonly TimeProvider s_time = TimeProvider.System;

    public static async Task<int> RunAsync(LoadOptions options, CancellationToken ct)
    {
        var population = new Population(options.Users, 300_000);
        await using var mesh = await LoadMesh.StartAsync(options);
        await population.BeginAsync(mesh, s_time, ct);
        var total = (await mesh.Client.StatsAsync()).Users;

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var live = new OpenLoop(options.Rate, s_beat, s_time).RunAsync(TimeSpan.FromHours(1), (first, count, due) => population.ActAsync(mesh, first, count, due, ct), ended.Token);
        Report.Say($"{options.Rate:N0} events/s live, {total:N0} users, windows without a backfill of {options.Duration.TotalSeconds:N0} s.");
        await Task.Delay(options.Duration / 2, s_time, ct);
        var without = new List<FreshnessMeasure> { await QuietAsync("1 version") };
        var with = new List<FreshnessMeasure>();
        for (var number = 2; number < 2 + Backfills; number++)
        {
            var version = new EncoderVersion(number);
            var seconds = 0.0;
            with.Add(await FreshnessMeasure.OfAsync(mesh, async () => seconds = await BackfillAsync(mesh, version, ct)));
            Report.Say($"  backfill of {version}: {total / seconds:N0} users/s ({seconds:N1} s until all had a vector); live {with[^1]}");
            without.Add(await QuietAsync($"{number} versions"));
        }
        await ended.CancelAsync();
        try
        {
            await live;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // It has served its turn.
        }
        for (var i = 0; i < Backfills; i++)
            Report.Say($"p99 with / without, backfill {i + 1}: {with[i].P99 / ((without[i].P99 + without[i + 1].P99) / 2):N2} (before {without[i].P99:N0} ms, with {with[i].P99:N0} ms, after {without[i + 1].P99:N0} ms)");
        return 0;

        async Task<FreshnessMeasure> QuietAsync(string what)
        {
            var measured = await FreshnessMeasure.OfAsync(mesh, () => Task.Delay(options.Duration, s_time, ct));
            Report.Say($"  no backfill, {what}: live {measured}");
            return measured;
        }
    }

    /// <returns>Seconds from the order until all users had a vector.</returns>
    private static async Task<double> BackfillAsync(LoadMesh mesh, EncoderVersion version, CancellationToken ct)
    {
        var folder = Copy(mesh, version);
        var router = mesh.Client.App(AppIds.VersionRouter);
        (await router.PutAsJsonAsync($"/v1/versions/{version}", new VersionRegistration(Path.GetFileName(folder), BundleHash.OfBundle(folder)), MeshClient.Json, ct)).EnsureSuccessStatusCode();
        var begun = s_time.GetTimestamp();
        (await router.PostAsync($"/v1/versions/{version}/backfill", null, ct)).EnsureSuccessStatusCode();
        await Eventually.HasAsync(
            () => mesh.Client.VersionAsync($"{version}", s_time.GetUtcNow()), v => v.Backfill is { Done: true } && v.Coverage!.WithVector >= v.Coverage.Users, $"{version} is backfilled", TimeSpan.FromMinutes(10));
        return s_time.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>The same bundle under another number.</summary>
    private static string Copy(LoadMesh mesh, EncoderVersion version)
    {
        var folder = mesh.Data.File($"bundles/{version}");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(mesh.Data.File($"bundles/{LoadMesh.Version}")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var path = Path.Combine(folder, BundleFiles.Manifest);
        File.WriteAllBytes(path, (BundleManifest.FromJson(File.ReadAllBytes(path)) with { Version = $"{version}" }).ToJson());
        return folder;
    }
}
