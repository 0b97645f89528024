using UserRep.Contracts.Freshness;
using UserRep.Contracts.Mesh;
using UserRep.LocalMesh.Hosting;
using UserRep.Trainer.Events;

namespace UserRep.LocalMesh.MainJob;

/// <summary>Publishes a source: its history as fast as the mesh takes it, its tail at a steady rate, as live traffic.</summary>
internal sealed class EventFeed(IEventSource source, SourceSurvey survey, ReplayProgress start, Mesh mesh, Playground playground, string dataFolder, TimeProvider time)
{
    private const int BatchEvents = 500;
    private const int BatchesInFlight = 4;

    /// <summary>Events published ahead of what is counted: enough to keep everyone busy, little enough to see where it stands.</summary>
    private const int MaxAhead = 20_000;

    /// <summary>The tail goes out at this rate however far behind the vectors are; only the broker's own answer is waited for.</summary>
    public const int TailEventsPerSecond = 300;

    private static readonly TimeSpan TailBeat = TimeSpan.FromMilliseconds(100);

    public ReplayProgress Progress { get; private set; } = start;

    /// <param name="counted">Told how many events have been counted by feature-ingest.</param>
    public async Task BulkAsync(Action<long> counted, CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        var already = Progress.BulkSeconds;
        foreach (var wave in source.Events().Take((int)survey.Bulk).Skip((int)Progress.Published).Chunk(BatchEvents * BatchesInFlight))
        {
            var first = Progress.Published;
            await Task.WhenAll(wave.Chunk(BatchEvents).Select((batch, i) => PublishAsync(batch, first + i * BatchEvents, ct)));
            Progress = Progress with { Published = first + wave.Length, BulkSeconds = already + time.GetElapsedTime(begun).TotalSeconds };
            Progress.Save(dataFolder);
            await WaitForAsync(Progress.Published - MaxAhead, counted, ct);
        }
        await WaitForAsync(survey.Bulk, counted, ct);
        if (Progress.Published == survey.Bulk)
        {
            Progress = Progress with { BulkSeconds = already + time.GetElapsedTime(begun).TotalSeconds };
            Progress.Save(dataFolder);
        }
    }

    public async Task TailAsync(string version, Action<long> published, CancellationToken ct)
    {
        if (Progress.FreshnessBefore is null)
        {
            await SettleAsync(ct);
            var before = await Until.AnswersAsync(() => playground.FreshnessAsync(version, ct), time, ct);
            Progress = Progress with { FreshnessBefore = before.Counts };
            Progress.Save(dataFolder);
        }
        using var beat = new PeriodicTimer(TailBeat, time);
        var perBeat = (int)(TailEventsPerSecond * TailBeat.TotalSeconds);
        foreach (var batch in source.Events().Skip((int)Progress.Published).Chunk(perBeat))
        {
            await beat.WaitForNextTickAsync(ct);
            await PublishAsync(batch, Progress.Published, ct);
            Progress = Progress with { Published = Progress.Published + batch.Length };
            Progress.Save(dataFolder);
            published(Progress.Published);
        }
        await SettleAsync(ct);
        var after = await Until.AnswersAsync(() => playground.FreshnessAsync(version, ct), time, ct);
        var counts = after.Counts.Select((c, i) => c - Progress.FreshnessBefore.ElementAtOrDefault(i)).ToArray();
        Progress = Progress with
        {
            Freshness = new FreshnessMeasure(counts.Sum(), FreshnessBuckets.Quantile(counts, 0.5) ?? 0, FreshnessBuckets.Quantile(counts, 0.99) ?? 0, TailEventsPerSecond),
        };
        Progress.Save(dataFolder);
    }

    /// <summary>All users are emitted again at the stated instant, and stored.</summary>
    public async Task EndAsync(string version, Action<double> share, CancellationToken ct)
    {
        await Until.SucceedsAsync(() => playground.EndReplayAsync(survey.AsOf, ct), time, ct);
        await Until.AnswersAsync(() => playground.VersionAsync(version, survey.AsOf, ct), v =>
        {
            share(v.Coverage!.Users == 0 ? 1 : (double)v.Coverage.AtOrAfter / v.Coverage.Users);
            return v.Coverage.AtOrAfter >= v.Coverage.Users;
        }, v => v.Coverage!.AtOrAfter, time, ct);
        Progress = Progress with { Ended = true };
        Progress.Save(dataFolder);
    }

    /// <summary>Nothing published is uncounted, nothing owed, nothing on its way.</summary>
    private async Task SettleAsync(CancellationToken ct)
    {
        await WaitForAsync(Progress.Published, _ => { }, ct);
        await Until.AnswersAsync(() => playground.StatsAsync(ct), s => s.Owed == 0 && mesh.Backlog() == 0, s => s.Owed + mesh.Backlog(), time, ct);
    }

    private async Task WaitForAsync(long events, Action<long> counted, CancellationToken ct)
    {
        if (events <= 0)
            return;
        await Until.AnswersAsync(() => playground.StatsAsync(ct), s =>
        {
            counted(s.Total);
            return s.Total >= events;
        }, s => s.Total, time, ct);
    }

    private Task PublishAsync(IReadOnlyList<SourceEvent> events, long firstNumber, CancellationToken ct) =>
        Until.SucceedsAsync(() => playground.PublishAsync(Topics.UserEvents, BulkBody.Of(events, source.Name, firstNumber, time.GetUtcNow()), ct), time, ct);
}
