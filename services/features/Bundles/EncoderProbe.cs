namespace UserRep.Features.Bundles;

/// <summary>What must be true of an encoder before anyone relies on it, whatever runs it.</summary>
public static class EncoderProbe
{
    /// <summary>Runs rows of features into as many vectors, both row by row.</summary>
    public delegate void Runner(Memory<float> features, Memory<float> vectors, int rows);

    /// <param name="kind">input or output.</param>
    /// <param name="names">All tensors of that kind.</param>
    /// <param name="shape">Of the tensor <paramref name="name"/>, -1 where it is open; null if there is none.</param>
    /// <returns>Why the tensor doesn't fit; null if it does.</returns>
    public static string? TensorFault(string kind, string name, int width, IEnumerable<string> names, string? elementType, IReadOnlyList<int>? shape)
    {
        var all = names.ToList();
        if (all.Count != 1 || shape is null)
            return $"encoder.onnx must have the one {kind} '{name}', it has {string.Join(", ", all)}";
        return elementType == "Float" && shape is [-1, var actual] && actual == width
            ? null
            : $"encoder.onnx's {kind} '{name}' must be float[batch,{width}], it is {elementType}[{string.Join(',', shape)}]";
    }

    /// <summary>Runs it once: a vector must be finite, and must not depend on who else is in its batch.</summary>
    /// <returns>What is wrong; null if nothing is.</returns>
    public static string? RunFault(Runner run, int width, int dimension, double maxAbsoluteError)
    {
        const int Rows = 3;
        var features = new float[Rows * width];
        for (var i = 0; i < features.Length; i++)
            features[i] = MathF.Sin(i * 0.7f) * 2;
        var (together, alone) = (new float[Rows * dimension], new float[dimension]);
        run(features, together, Rows);
        run(features.AsMemory(width), alone, 1);
        if (!together.All(float.IsFinite) || !alone.All(float.IsFinite))
            return "encoder.onnx gives values that are not finite";
        return alone.Where((v, i) => Math.Abs(v - together[dimension + i]) > maxAbsoluteError).Any()
            ? "encoder.onnx gives a row another vector when other rows are in the batch"
            : null;
    }
}
