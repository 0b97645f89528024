using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using UserRep.Client;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Reads;

namespace UserRep.Benchmarks.Load;

/// <summary>Reads of 100 users, one after another, in turns: through UserRep.Client, and as JSON by hand with the Dapr SDK's HttpClient. Allocations and CPU time are this process's: on a busy machine they are what can be compared.</summary>
internal static class ReadBenchmark
{
    private const int UsersARead = 100;
    private const int Turns = 6;

    private static readonly TimeProvider s_time = TimeProvider.System;

    public static async Task<int> RunAsync(LoadOptions options, CancellationToken ct)
    {
        await using var mesh = await LoadMesh.StartAsync(options, options.Users);
        string[] users = [.. Enumerable.Range(1, UsersARead).Select(i => $"u{i:00000}")];
        using var services = new ServiceCollection().AddUserRepresentations(o =>
        {
            o.Model = LoadMesh.Model;
            o.Heads.Add(new Head(LoadMesh.Version));
            o.SidecarAddress = new Uri($"http://127.0.0.1:{3500 + mesh.PortOffset}");
            o.Timeout = TimeSpan.FromSeconds(30);
        }).Services.BuildServiceProvider();
        var (client, router) = (services.GetRequiredService<IUserRepresentations>(), mesh.Client.App(AppIds.VersionRouter));

        var (typed, json) = (new Measured(), new Measured());
        for (var turn = 0; turn < Turns; turn++)
        {
            // The first turn of each warms up.
            await RepeatAsync(turn == 0 ? new Measured() : typed, async () => (await client.GetAsync(users, cancellationToken: ct)).Single.Rows.Count);
            await RepeatAsync(turn == 0 ? new Measured() : json, async () =>
            {
                using var response = await router.PostAsJsonAsync($"/v1/models/{LoadMesh.Model}/embeddings", new EmbeddingsRequest(users, Accepts: [LoadMesh.Version]), MeshClient.Json, ct);
                return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<EmbeddingsResponse>(MeshClient.Json, ct))!.Embeddings.Count(e => e is not null);
            });
        }
        Report.Say($"UserRep.Client: {typed}");
        Report.Say($"JSON by hand:   {json}");
        Report.Say($"Client against JSON: {typed.PerSecond / json.PerSecond:0.00} times the reads; JSON allocates {json.BytesARead / typed.BytesARead:0.0} times the bytes and takes {json.CpuARead / typed.CpuARead:0.0} times the CPU time a read");
        return typed.Vectors > 0 && json.Vectors > 0 ? 0 : 1;

        async Task RepeatAsync(Measured measured, Func<Task<int>> read)
        {
            var (began, allocated, cpu) = (s_time.GetTimestamp(), GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime);
            while (s_time.GetElapsedTime(began) < options.Duration / (2 * Turns))
            {
                var one = s_time.GetTimestamp();
                measured.Vectors += await read();
                measured.Milliseconds.Add(s_time.GetElapsedTime(one).TotalMilliseconds);
            }
            measured.Seconds += s_time.GetElapsedTime(began).TotalSeconds;
            measured.Allocated += GC.GetTotalAllocatedBytes() - allocated;
            measured.Cpu += Environment.CpuUsage.TotalTime - cpu;
        }
    }

    private sealed class Measured
    {
        public List<double> Milliseconds { get; } = [];

        public double Seconds { get; set; }

        public long Allocated { get; set; }

        public TimeSpan Cpu { get; set; }

        public long Vectors { get; set; }

        public double PerSecond => Milliseconds.Count / Seconds;

        public double CpuARead => Cpu.TotalMicroseconds / Milliseconds.Count;

        public double BytesARead => (double)Allocated / Milliseconds.Count;

        public override string ToString() => FormattableString.Invariant($"{PerSecond:N0} reads/s of {UsersARead} users, {Report.Quantiles(Milliseconds)}, {BytesARead / 1024:N1} KiB allocated and {CpuARead:N0} us CPU a read");
    }
}
