namespace UserRep.Evaluator.Samples;

/// <summary>Rows of equal width, one after another.</summary>
internal sealed class Matrix(float[] values, int width)
{
    public Matrix(int rows, int width) : this(new float[checked(rows * width)], width)
    {
    }

    public float[] Values => values;

    public int Width => width;

    public int Rows => width == 0 ? 0 : values.Length / width;

    public long Bytes => values.LongLength * sizeof(float);

    public Span<float> Row(int row) => values.AsSpan(row * width, width);

    public Matrix Take(ReadOnlySpan<int> rows)
    {
        var taken = new Matrix(rows.Length, width);
        for (var i = 0; i < rows.Length; i++)
            Row(rows[i]).CopyTo(taken.Row(i));
        return taken;
    }
}
