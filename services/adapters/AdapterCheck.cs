using System.Numerics.Tensors;

namespace UserRep.Adapters;

/// <summary>Whether an adapter is whole: its id is its content's, its tensors fit together and are finite, and it is no larger than it may be.</summary>
public static class AdapterCheck
{
    /// <returns>Everything that is wrong, at once; empty if the adapter can be used.</returns>
    public static IReadOnlyList<string> Faults(AdapterFile file)
    {
        var faults = new List<string>();
        if (file.Format != AdapterFile.CurrentFormat)
            faults.Add($"format is '{file.Format}', this program knows '{AdapterFile.CurrentFormat}'");
        if (!Enum.IsDefined(file.Kind))
            faults.Add($"kind is {file.Kind}, which is none");
        Side(faults, "from", file.From);
        Side(faults, "to", file.To);
        if (file.From.EmbeddingSpaceId == file.To.EmbeddingSpaceId)
            faults.Add("from and to are one space: there is nothing to adapt");
        if (faults.Count > 0)
            return faults;
        Tensors(faults, file);
        if (faults.Count == 0 && file.Id != file.ComputeId())
            faults.Add("id is not the hash of this document: it was altered");
        return faults;
    }

    private static void Side(List<string> faults, string name, AdapterSide side)
    {
        if (side is not { Version.Length: > 0, BundleSha256.Length: > 0, EmbeddingSpaceId.Length: > 0, Metric.Length: > 0 })
            faults.Add($"{name} lacks some of version, bundleSha256, embeddingSpaceId, metric");
        if (side.Dimension is < 1 or > AdapterFile.MaxDimension)
            faults.Add($"{name} has {side.Dimension} dimensions, must be 1 to {AdapterFile.MaxDimension}");
    }

    private static void Tensors(List<string> faults, AdapterFile file)
    {
        if (file.Tensors.Any(t => t.Shape.Any(size => size is < 1 or > AdapterFile.MaxWeights) || t.Length > AdapterFile.MaxWeights) || file.Tensors.Sum(t => t.Length) > AdapterFile.MaxWeights)
        {
            faults.Add($"it has more than {AdapterFile.MaxWeights:N0} weights, or a size below 1");
            return;
        }
        var expected = Expected(file);
        if (!file.Tensors.Select(t => t.Name).Order(StringComparer.Ordinal).SequenceEqual(expected.Keys.Order(StringComparer.Ordinal)))
        {
            faults.Add($"tensors are {string.Join(", ", file.Tensors.Select(t => t.Name))}; this kind has {string.Join(", ", expected.Keys)}");
            return;
        }
        foreach (var tensor in file.Tensors)
        {
            if (!tensor.Shape.SequenceEqual(expected[tensor.Name]))
                faults.Add($"{tensor.Name} is [{string.Join(", ", tensor.Shape)}], must be [{string.Join(", ", expected[tensor.Name])}]");
            else if (tensor.TryDecode() is not { } values)
                faults.Add($"{tensor.Name} is not base64 of {tensor.Length} float32 values");
            else if (!TensorPrimitives.IsFiniteAll<float>(values))
                faults.Add($"{tensor.Name} has a value that is not finite");
        }
    }

    /// <summary>Each tensor's shape by its name. Rank and hidden units are what the tensors themselves say.</summary>
    private static Dictionary<string, int[]> Expected(AdapterFile file)
    {
        var (from, to) = (file.From.Dimension, file.To.Dimension);
        var expected = new Dictionary<string, int[]> { [AdapterTensors.Bias] = [to] };
        var isFactored = file.Kind == AdapterKind.Affine && file.Tensors.Any(t => t.Name == AdapterTensors.Down);
        if (isFactored)
        {
            var rank = Last(file, AdapterTensors.Down);
            (expected[AdapterTensors.Down], expected[AdapterTensors.Up]) = ([from, rank], [rank, to]);
        }
        else
        {
            expected[AdapterTensors.Weight] = [from, to];
        }
        if (file.Kind == AdapterKind.ResidualMlp)
        {
            var hidden = Last(file, AdapterTensors.Hidden);
            (expected[AdapterTensors.Hidden], expected[AdapterTensors.HiddenBias], expected[AdapterTensors.Residual]) = ([from, hidden], [hidden], [hidden, to]);
        }
        return expected;
    }

    private static int Last(AdapterFile file, string name) => file.Tensors.FirstOrDefault(t => t.Name == name)?.Shape.LastOrDefault() ?? 0;
}
