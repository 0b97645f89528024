using System.Numerics.Tensors;

namespace UserRep.Trainer.Networks.Fitting;

/// <summary>Adds up the gradients of a table's rows in the order in which a batch names them, and knows which rows those were.</summary>
internal sealed class TableGradient(int rows, int width)
{
    private readonly float[] _sums = new float[rows * width];
    private readonly bool[] _isTouched = new bool[rows];
    private readonly List<int> _touched = [];

    public int Width => width;

    public IReadOnlyList<int> Touched => _touched;

    public ReadOnlySpan<float> Row(int row) => _sums.AsSpan(row * width, width);

    public void Add(ReadOnlySpan<long> indices, ReadOnlySpan<float> gradients)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            var row = (int)indices[i];
            if (!_isTouched[row])
                _touched.Add(row);
            _isTouched[row] = true;
            var sum = _sums.AsSpan(row * width, width);
            TensorPrimitives.Add(sum, gradients.Slice(i * width, width), sum);
        }
    }

    /// <summary>Only what was touched: a step must not cost what the table holds.</summary>
    public void Clear()
    {
        foreach (var row in _touched)
        {
            _sums.AsSpan(row * width, width).Clear();
            _isTouched[row] = false;
        }
        _touched.Clear();
    }
}
