using System.Text;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using UserRep.Benchmarks.Load;
using UserRep.Contracts.Mesh;

namespace UserRep.Benchmarks.Mesh;

/// <summary>Events a second from publishing to durable: answered means flushed.</summary>
internal static class PublishBenchmark
{
    private const int Bulk = 100;
    private const string Topic = "bench";
    private const string Event = """{"user":"u-000123","item":"i-004567","action":"listen","milliseconds":183000,"at":"2026-01-05T10:11:12Z"}""";

    public static async Task RunAsync(RoundOptions options)
    {
        await using var mesh = await BareMesh.StartAsync();
        using var http = BareMesh.Client(options.Callers);
        var grpc = mesh.Channel.CreateCallInvoker();
        var (one, many) = (new Uri($"http://127.0.0.1:{mesh.HttpPort}/v1.0/publish/{ComponentNames.PubSub}/{Topic}"), new Uri($"http://127.0.0.1:{mesh.HttpPort}/v1.0/publish/bulk/{ComponentNames.PubSub}/{Topic}"));
        var single = Encoding.UTF8.GetBytes(Event);
        var bulk = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, Bulk).Select(i => $$"""{"entryId":"{{i}}","contentType":"application/json","event":{{Event}}}"""))}]");
        var (singleGrpc, bulkGrpc) = (SingleRequest(), BulkRequest());
        var measured = await Rounds.RunAsync(options,
        [
            new("HTTP single", _ => http.PostAsync(one, single), mesh.ProcessId),
            new("HTTP bulk", _ => http.PostAsync(many, bulk), mesh.ProcessId),
            new("gRPC single", _ => grpc.CallAsync(GrpcCalls.Method("PublishEvent"), singleGrpc), mesh.ProcessId),
            new("gRPC bulk", _ => grpc.CallAsync(GrpcCalls.Method("BulkPublishEvent"), bulkGrpc), mesh.ProcessId),
        ]);
        Report.Say($"Events of {Event.Length} bytes to durable, {options.Callers} callers, bulks of {Bulk}, {options.Rounds} rounds of {options.Duration.TotalSeconds:N0} s; median [least-most].");
        foreach (var (name, all) in measured)
        {
            var events = name.EndsWith("bulk", StringComparison.Ordinal) ? Bulk : 1;
            Report.Say($"  {name,-11}  {Spread.Of(all.Select(m => m.PerSecond * events))} events/s, p50 {Spread.Of(all.Select(m => m.P50))} us, p99 {Spread.Of(all.Select(m => m.P99))} us a call; {Spread.Of(all.Select(m => m.Cpu / events), "N1")} us CPU of the mesh an event");
        }
    }

    private static byte[] SingleRequest() =>
        new PublishEventRequest { PubsubName = ComponentNames.PubSub, Topic = Topic, DataContentType = "application/json", Data = ByteString.CopyFromUtf8(Event) }.ToByteArray();

    private static byte[] BulkRequest()
    {
        var request = new BulkPublishRequest { PubsubName = ComponentNames.PubSub, Topic = Topic };
        for (var i = 0; i < Bulk; i++)
            request.Entries.Add(new BulkPublishRequestEntry { EntryId = $"{i}", ContentType = "application/json", Event = ByteString.CopyFromUtf8(Event) });
        return request.ToByteArray();
    }
}
