using System.IO.Hashing;
using System.Text;
using Dapr.Client;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Wire;
using UserRep.Trainer.Simulation;

namespace UserRep.Benchmarks.Load;

/// <summary>Bytes that users take, read back from the state store through the sidecars of their owners after the mesh has done its main job.</summary>
internal static class HistoryBenchmark
{
    private const int Days = 200;
    private const int Shards = 16;

    /// <summary>Upper bounds of distinct (item, day) of a user.</summary>
    private static readonly int[] s_classes = [5, 10, 20, 50, 100, 200, 500, int.MaxValue];

    public static async Task<int> RunAsync(LoadOptions options, CancellationToken ct)
    {
        await using var mesh = await LoadMesh.StartAsync(options, options.Users, Days);
        var users = new Simulator(new SimulatorOptions { Users = options.Users, Days = Days, Seed = 7 }).Events().Select(e => e.UserId).Distinct().ToArray();
        using var ingest = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{3501 + mesh.PortOffset}/") };
        using var store = new MeshClient(3503 + mesh.PortOffset, 50013 + mesh.PortOffset);

        var sizes = new List<HistorySize>(users.Length);
        var (embeddings, keys) = (0L, 0L);
        foreach (var user in users)
        {
            sizes.Add(await HistoryAsync(ingest, user, ct));
            var key = $"{LoadMesh.Version}/{Uri.EscapeDataString(user)}";
            embeddings += (await store.Dapr.GetByteStateAsync(ComponentNames.StateStore, key, cancellationToken: ct)).Length;
            keys += $"{AppIds.EmbeddingStore}||{key}".Length;
        }
        Report.Say($"Histories of {users.Length:N0} simulated users over {Days} days, as stored. Protobuf is the value; stored is its base64 in JSON, which Dapr's actor state asks for; keys are apart.");
        Report.Say($"distinct (item, day)  users  events/user  protobuf B/user  protobuf B/(item, day)  stored B/user  stored B/(item, day)");
        var from = 0;
        foreach (var to in s_classes)
        {
            Line(to == int.MaxValue ? $"over {from}" : $"{from + 1} - {to}", [.. sizes.Where(s => s.ItemDays > from && s.ItemDays <= to)]);
            from = to;
        }
        Line("all", sizes);
        Report.Say($"Key of a history: {sizes.Average(s => s.KeyBytes):N0} B.");
        Report.Say($"Embedding: value {(double)embeddings / users.Length:N0} B (base64 in JSON, of which the store keeps base64 again), key {(double)keys / users.Length:N0} B.");
        Report.Say($"Directory: {users.Average(u => u.Length + 2):N1} B of protobuf a user in feature-ingest, and as many a version in embedding-store; a third more as base64.");
        return sizes.All(s => s.Protobuf > 0) && embeddings > 0 ? 0 : 1;
    }

    private static async Task<HistorySize> HistoryAsync(HttpClient sidecar, string user, CancellationToken ct)
    {
        var (shard, key) = (StableHash.Shard(user, Shards), "h-" + Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(user))));
        var stored = await sidecar.GetByteArrayAsync($"v1.0/actors/UserShard/{shard}/state/{key}", ct);
        var bytes = Convert.FromBase64String(Encoding.ASCII.GetString(stored).Trim('"'));
        var history = UserHistory.Parser.ParseFrom(bytes);
        return new HistorySize(
            history.Days.Sum(d => d.Items.Distinct().Count()), history.Days.Sum(d => d.EventHashes.Count), bytes.Length, stored.Length,
            $"{AppIds.FeatureIngest}||UserShard||{shard}||{key}".Length);
    }

    private static void Line(string name, List<HistorySize> sizes)
    {
        if (sizes.Count == 0)
            return;
        var days = Math.Max(1.0, sizes.Sum(s => s.ItemDays));
        Report.Say($"{name,20}  {sizes.Count,5:N0}  {sizes.Average(s => s.Events),11:N1}  {sizes.Average(s => s.Protobuf),15:N0}  {sizes.Sum(s => s.Protobuf) / days,22:N1}  {sizes.Average(s => s.Stored),13:N0}  {sizes.Sum(s => s.Stored) / days,20:N1}");
    }

    /// <param name="Protobuf">Bytes of the value.</param>
    /// <param name="Stored">Bytes of its text in the state store.</param>
    private sealed record HistorySize(int ItemDays, int Events, int Protobuf, int Stored, int KeyBytes);
}
