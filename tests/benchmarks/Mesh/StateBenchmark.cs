using System.Text;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Grpc.Core;
using UserRep.Benchmarks.Load;
using UserRep.Contracts.Mesh;

namespace UserRep.Benchmarks.Mesh;

/// <summary>Keys a second of bulk reads.</summary>
internal static class StateBenchmark
{
    private const int Keys = 10_000;
    private const int Bulk = 100;
    private const int ValueBytes = 512;
    private const int Requests = 200;
    private const int Seed = 1;

    public static async Task RunAsync(RoundOptions options)
    {
        await using var mesh = await BareMesh.StartAsync();
        using var http = BareMesh.Client(options.Callers);
        var grpc = mesh.Channel.CreateCallInvoker();
        await FillAsync(grpc, http, mesh.HttpPort);
        var random = new Random(Seed);
        var asked = Enumerable.Range(0, Requests).Select(_ => Enumerable.Range(0, Bulk).Select(_ => random.Next(Keys)).ToArray()).ToArray();
        var bytes = asked.Select(k => Ask(k, Binary)).ToArray();
        var json = asked.Select(k => Encoding.UTF8.GetBytes($$"""{"keys":[{{string.Join(',', k.Select(n => $"\"{Json(n)}\""))}}]}""")).ToArray();
        var uri = new Uri($"http://127.0.0.1:{mesh.HttpPort}/v1.0/state/{ComponentNames.StateStore}/bulk");
        var read = GetBulkStateResponse.Parser.ParseFrom(await grpc.CallAsync(GrpcCalls.Method("GetBulkState"), bytes[0]));
        if (read.Items.Count != Bulk || read.Items.Any(i => i.Data.Length != ValueBytes))
            throw new InvalidOperationException("Not all values came back.");
        var next = 0;
        var measured = await Rounds.RunAsync(options,
        [
            new("gRPC", _ => grpc.CallAsync(GrpcCalls.Method("GetBulkState"), bytes[Interlocked.Increment(ref next) % Requests]), mesh.ProcessId),
            new("HTTP", _ => http.PostAsync(uri, json[Interlocked.Increment(ref next) % Requests]), mesh.ProcessId),
        ]);
        Report.Say($"Bulk reads of {Bulk} of {Keys:N0} keys with values of {ValueBytes} bytes, {options.Callers} callers, {options.Rounds} rounds of {options.Duration.TotalSeconds:N0} s; median [least-most].");
        foreach (var (name, all) in measured)
            Report.Say($"  {name}  {Spread.Of(all.Select(m => m.PerSecond * Bulk))} keys/s, p50 {Spread.Of(all.Select(m => m.P50))} us, p99 {Spread.Of(all.Select(m => m.P99))} us a call; {Spread.Of(all.Select(m => m.Cpu / Bulk), "N2")} us CPU of the mesh a key");
    }

    private static string Binary(int n) => $"representation@v1/user-{n:D6}";

    private static string Json(int n) => $"json/user-{n:D6}";

    private static byte[] Ask(IEnumerable<int> keys, Func<int, string> name) =>
        new GetBulkStateRequest { StoreName = ComponentNames.StateStore, Keys = { keys.Select(name) } }.ToByteArray();

    private static async Task FillAsync(CallInvoker grpc, HttpMessageInvoker http, int port)
    {
        var random = new Random(Seed);
        var uri = new Uri($"http://127.0.0.1:{port}/v1.0/state/{ComponentNames.StateStore}");
        foreach (var chunk in Enumerable.Range(0, Keys).Chunk(1000))
        {
            var request = new SaveStateRequest { StoreName = ComponentNames.StateStore };
            foreach (var n in chunk)
            {
                var value = new byte[ValueBytes];
                random.NextBytes(value);
                request.States.Add(new Dapr.Client.Autogen.Grpc.v1.StateItem { Key = Binary(n), Value = ByteString.CopyFrom(value) });
            }
            await grpc.CallAsync("SaveState", request);
            await http.PostAsync(uri, Encoding.UTF8.GetBytes($"[{string.Join(',', chunk.Select(n => $$"""{"key":"{{Json(n)}}","value":"{{new string('v', ValueBytes - 2)}}"}"""))}]"));
        }
    }
}
