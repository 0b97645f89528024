using System.Numerics.Tensors;

namespace UserRep.Trainer.Networks.Models;

/// <summary>A row-major matrix [rows, <paramref name="Width"/>].</summary>
public readonly record struct DenseRows(ReadOnlyMemory<float> Values, int Width)
{
    public int Count => Width < 1 ? 0 : Values.Length / Width;

    public ReadOnlySpan<float> this[int row] => Values.Span.Slice(row * Width, Width);

    internal void Check(string name, List<string> faults)
    {
        if (Width < 1 || Values.Length % Width != 0)
            faults.Add($"{name}: {Values.Length} values are not rows of {Width}");
        // Of no values at all it says false.
        else if (!Values.IsEmpty && !TensorPrimitives.IsFiniteAll(Values.Span))
            faults.Add($"{name}: not all values are finite");
    }
}
