namespace UserRep.Benchmarks.Load;

/// <summary>
/// Events a second from publishing to durable history. What counts is accepted in GET /v1/ingest/stats, which rises only with the transaction that holds
/// the histories.
/// </summary>
internal static class IngestBenchmark
{
    /// <summary>In a process's first seconds its compiler takes more of the machine than its work does.</summary>
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_line = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_drain = TimeSpan.FromMinutes(10);
    private static readonly TimeProvider s_time = TimeProvider.System;

    public static async Task<int> RunAsync(LoadOptions options, CancellationToken ct)
    {
        var population = new Population(options.Users, (long)(options.Duration.TotalSeconds * options.Rate));
        await using var mesh = await LoadMesh.StartAsync(options);
        var before = await mesh.Client.StatsAsync();
        await population.BeginAsync(mesh, s_time, ct);
        await new OpenLoop(options.Rate, s_beat, s_time).RunAsync(s_warmUp, (first, count, due) => population.ActAsync(mesh, first, count, due, ct), ct);
        await mesh.SettledAsync(before.Total + population.Published, s_drain);
        await OpenAsync(options, mesh, population, ct);
        await mesh.SettledAsync(before.Total + population.Published, s_drain);
        await ClosedAsync(options, mesh, population, ct);
        var after = await mesh.SettledAsync(before.Total + population.Published, s_drain);
        var (accepted, counted) = (after.Accepted - before.Accepted, after.Total - before.Total);
        Report.Say($"Published {population.Published:N0}; accepted {accepted:N0}, all counts {counted:N0}; {after.Users:N0} users, {after.Redelivered - before.Redelivered:N0} redelivered.");
        return accepted == population.Published && counted == population.Published ? 0 : 1;
    }

    private static async Task OpenAsync(LoadOptions options, LoadMesh mesh, Population population, CancellationToken ct)
    {
        var start = await mesh.Client.StatsAsync();
        Report.Say($"Open loop: {options.Rate:N0} events/s offered for {options.Duration.TotalSeconds:N0} s after {s_warmUp.TotalSeconds:N0} s of warming up, over {start.Users:N0} users.");
        Report.Say($"  after s   offered  with broker   durable  durable/s   backlog  owed users");
        var loop = new OpenLoop(options.Rate, s_beat, s_time);
        var (begun, cpu) = (s_time.GetTimestamp(), mesh.Cpu());
        var running = loop.RunAsync(options.Duration, (first, count, due) => population.ActAsync(mesh, first, count, due, ct), ct);
        var (durable, at) = (0L, 0.0);
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(s_line, s_time, ct));
            var stats = await mesh.Client.StatsAsync();
            var (now, seconds) = (stats.Accepted - start.Accepted, s_time.GetElapsedTime(begun).TotalSeconds);
            Report.Say($"  {seconds,7:N1}  {loop.Offered,8:N0}  {loop.Acknowledged,11:N0}  {now,8:N0}  {(now - durable) / (seconds - at),9:N0}  {loop.Offered - now,8:N0}  {stats.Owed,10:N0}");
            (durable, at) = (now, seconds);
        }
        await running;
        var sustained = durable / at;
        await mesh.AcceptedAsync(start.Accepted + loop.Offered, s_drain);
        Report.Say($"Sustained {sustained:N0} events/s durable while {options.Rate:N0}/s were offered; the rest was durable {s_time.GetElapsedTime(begun).TotalSeconds - at:N1} s after the end.");
        Report.Say($"  {cpu.Per(loop.Offered, "an event")}");
    }

    private static async Task ClosedAsync(LoadOptions options, LoadMesh mesh, Population population, CancellationToken ct)
    {
        var result = await ClosedLoop.RunAsync(mesh, population, options.Duration, ct);
        Report.Say($"Closed loop, at most {ClosedLoop.MaxAhead:N0} published and not durable: {result.PerSecond:N0} events/s over {result.Seconds:N0} s.");
        Report.Say($"  {result.Cpu}");
    }
}
