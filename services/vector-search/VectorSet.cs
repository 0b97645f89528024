using System.Numerics.Tensors;

namespace UserRep.VectorSearch;

/// <summary>Vectors of one width, one after another. Whoever fills it does so before anyone searches it.</summary>
public sealed class VectorSet(int rows, int width)
{
    private readonly float[] _values = new float[checked(rows * width)];

    public int Rows => rows;

    public int Width => width;

    public Span<float> this[int row] => _values.AsSpan(row * width, width);

    internal Memory<float> Memory => _values;

    /// <summary>Some rows, in the order given.</summary>
    public VectorSet Take(ReadOnlySpan<int> from)
    {
        var taken = new VectorSet(from.Length, width);
        for (var i = 0; i < from.Length; i++)
            this[from[i]].CopyTo(taken[i]);
        return taken;
    }

    /// <summary>Scales every row to length one, so that a dot product is the cosine. A row of zeros stays: it is similar to nothing.</summary>
    public void Normalise()
    {
        for (var row = 0; row < rows; row++)
            Normalise(this[row]);
    }

    public static void Normalise(Span<float> vector)
    {
        if (TensorPrimitives.Norm<float>(vector) is > 0 and var norm)
            TensorPrimitives.Divide(vector, norm, vector);
    }
}
