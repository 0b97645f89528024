using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using UserRep.Contracts.Events;
using UserRep.Trainer.Networks.Fitting;

namespace UserRep.Trainer.Checkpoints;

/// <summary>
/// A fit between two epochs, on disk, little-endian: length of the header (4 bytes), header (JSON), then the tensors of weights, of both of Adam's
/// means and, if there are, of the best weights (float32), and a hash of all before it (8 bytes).
/// </summary>
internal static class CheckpointFile
{
    private const int Format = 1;

    private sealed record Header(int Format, JsonElement Key, int Steps, int Epochs, int BestEpoch, double BestLoss, bool HasBest, List<EpochLog> Log);

    public static byte[] Write(CheckpointKey key, FitState state)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new Header(
            Format, JsonSerializer.SerializeToElement(key.ToJson()), state.Adam.Steps, state.Epochs, state.BestEpoch, state.BestLoss, state.Best is not null, state.Log));
        var tensors = Tensors(state, state.Best).ToArray();
        var bytes = new byte[sizeof(int) + header.Length + tensors.Sum(t => t.Length * sizeof(float)) + sizeof(ulong)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, header.Length);
        header.CopyTo(bytes, sizeof(int));
        var at = sizeof(int) + header.Length;
        foreach (var tensor in tensors)
        {
            MemoryMarshal.AsBytes(tensor.AsSpan()).CopyTo(bytes.AsSpan(at));
            at += tensor.Length * sizeof(float);
        }
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), StableHash.Of(bytes.AsSpan(0, at)));
        return bytes;
    }

    /// <param name="state">A fresh one of the same network; filled if all is well, else left as it is.</param>
    /// <returns>Why the fit can't go on from there; empty if it can.</returns>
    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> bytes, CheckpointKey key, FitState state)
    {
        if (bytes.Length < sizeof(int) + sizeof(ulong) || BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]) != StableHash.Of(bytes[..^sizeof(ulong)]))
            return ["it is damaged"];
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var header = JsonSerializer.Deserialize<Header>(bytes.Slice(sizeof(int), length))!;
        if (header.Format != Format)
            return [$"it has format {header.Format}, this build writes {Format}"];
        var differences = key.DifferencesFrom(CheckpointKey.FromJson(header.Key));
        if (differences.Count > 0)
            return differences;
        var best = header.HasBest ? state.Weights.Select(w => new float[w.Length]).ToArray() : null;
        var tensors = Tensors(state, best).ToArray();
        var values = MemoryMarshal.Cast<byte, float>(bytes[(sizeof(int) + length)..^sizeof(ulong)]);
        if (values.Length != tensors.Sum(t => t.Length))
            return ["its network has another shape"];
        foreach (var tensor in tensors)
        {
            values[..tensor.Length].CopyTo(tensor);
            values = values[tensor.Length..];
        }
        (state.Adam.Steps, state.Epochs, state.BestEpoch, state.BestLoss, state.Best) = (header.Steps, header.Epochs, header.BestEpoch, header.BestLoss, best);
        state.Log.AddRange(header.Log);
        return [];
    }

    private static IEnumerable<float[]> Tensors(FitState state, float[][]? best) => state.Weights.Concat(state.Adam.First).Concat(state.Adam.Second).Concat(best ?? []);
}
