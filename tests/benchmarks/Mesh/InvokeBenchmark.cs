using UserRep.Benchmarks.Load;

namespace UserRep.Benchmarks.Mesh;

/// <summary>What one hop through a sidecar adds to a call, against what a bare pass-through proxy adds on the same machine in the same run.</summary>
internal static class InvokeBenchmark
{
    private const int BodyBytes = 512;

    public static async Task RunAsync(RoundOptions options)
    {
        await using var mesh = await BareMesh.StartAsync();
        var proxyPort = mesh.AppPort + 1;
        await using var proxy = await Role.StartAsync(proxyPort, "serve-proxy", "--port", $"{proxyPort}", "--to", $"{mesh.AppPort}");
        using var http = BareMesh.Client(options.Callers);
        var body = new byte[BodyBytes];
        body.AsSpan().Fill((byte)'1');
        var measured = await Rounds.RunAsync(options,
        [
            new("direct", Call($"http://127.0.0.1:{mesh.AppPort}/echo"), null),
            new("bare proxy", Call($"http://127.0.0.1:{proxyPort}/echo"), proxy.Id),
            new("sidecar", Call($"http://127.0.0.1:{mesh.HttpPort}/v1.0/invoke/{BareMesh.App}/method/echo"), mesh.ProcessId),
        ]);
        Report.Say($"POST of {BodyBytes} bytes, {options.Callers} connections, {options.Rounds} rounds of {options.Duration.TotalSeconds:N0} s; median [least-most].");
        foreach (var (name, all) in measured)
            Report.Say($"  {name,-10}  {Spread.Of(all.Select(m => m.PerSecond))} a second, p50 {Spread.Of(all.Select(m => m.P50))} us, p99 {Spread.Of(all.Select(m => m.P99))} us");
        var (hops, bares) = (measured["sidecar"].Select(m => m.Cpu).ToArray(), measured["bare proxy"].Select(m => m.Cpu).ToArray());
        Report.Say($"  CPU a hop: sidecar {Spread.Of(hops)} us, bare proxy {Spread.Of(bares)} us, ratio {Spread.Of(hops.Zip(bares, (s, b) => s / b), "N2")}");
        Added("p50", m => m.P50);
        Added("p99", m => m.P99);

        Func<int, Task> Call(string uri)
        {
            var target = new Uri(uri);
            return _ => http.PostAsync(target, body);
        }

        void Added(string what, Func<Measured, double> of)
        {
            var direct = measured["direct"];
            var bare = measured["bare proxy"].Select((m, i) => of(m) - of(direct[i])).ToArray();
            var sidecar = measured["sidecar"].Select((m, i) => of(m) - of(direct[i])).ToArray();
            Report.Say($"  added {what}: sidecar {Spread.Of(sidecar)} us, bare proxy {Spread.Of(bare)} us, ratio {Spread.Of(sidecar.Zip(bare, (s, b) => s / b), "N2")}");
        }
    }
}
