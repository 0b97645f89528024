using System.Numerics.Tensors;

namespace UserRep.Adapters;

/// <summary>An adapter's arithmetic, the same where it is fitted and where it serves. Immutable, for any number of callers; each row for itself, so a vector never depends on who else is asked for.</summary>
public sealed class AdapterMap
{
    private readonly float[]? _weight;
    private readonly float[] _down;
    private readonly float[] _up;
    private readonly float[] _bias;
    private readonly float[]? _hidden;
    private readonly float[] _hiddenBias;
    private readonly float[] _residual;

    /// <param name="file">One without faults (<see cref="AdapterCheck"/>).</param>
    public AdapterMap(AdapterFile file)
        : this(file.From.Dimension, file.To.Dimension, file.Tensors)
    {
    }

    /// <param name="tensors">They fit together.</param>
    public AdapterMap(int from, int to, IReadOnlyList<AdapterTensor> tensors)
    {
        var values = tensors.ToDictionary(t => t.Name, t => t.TryDecode() ?? throw new ArgumentException($"Tensor '{t.Name}' can't be decoded.", nameof(tensors)));
        (From, To, _bias) = (from, to, values[AdapterTensors.Bias]);
        _weight = values.GetValueOrDefault(AdapterTensors.Weight);
        (_down, _up) = _weight is null ? (values[AdapterTensors.Down], values[AdapterTensors.Up]) : ([], []);
        _hidden = values.GetValueOrDefault(AdapterTensors.Hidden);
        (_hiddenBias, _residual) = _hidden is null ? ([], []) : (values[AdapterTensors.HiddenBias], values[AdapterTensors.Residual]);
    }

    public int From { get; }

    public int To { get; }

    /// <param name="vectors">Rows of <see cref="From"/> values.</param>
    /// <param name="into">As many rows of <see cref="To"/> values.</param>
    public void Apply(ReadOnlySpan<float> vectors, Span<float> into)
    {
        var rows = vectors.Length / From;
        if (rows * From != vectors.Length || into.Length != rows * To)
            throw new ArgumentException($"{vectors.Length} values into {into.Length} are not rows of {From} into {To}.", nameof(vectors));
        var between = new float[Math.Max(_down.Length / From, _hiddenBias.Length)];
        for (var r = 0; r < rows; r++)
            ApplyRow(vectors.Slice(r * From, From), into.Slice(r * To, To), between);
    }

    private void ApplyRow(ReadOnlySpan<float> x, Span<float> y, Span<float> between)
    {
        _bias.CopyTo(y);
        if (_weight is not null)
        {
            AddProduct(x, _weight, y);
        }
        else
        {
            var inner = between[..(_down.Length / From)];
            inner.Clear();
            AddProduct(x, _down, inner);
            AddProduct(inner, _up, y);
        }
        if (_hidden is not null)
        {
            var units = between[.._hiddenBias.Length];
            _hiddenBias.CopyTo(units);
            AddProduct(x, _hidden, units);
            TensorPrimitives.Max(units, 0, units);
            AddProduct(units, _residual, y);
        }
    }

    /// <summary>y += x W, a row of W at a time: each is as long as y.</summary>
    private static void AddProduct(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y)
    {
        for (var i = 0; i < x.Length; i++)
            TensorPrimitives.MultiplyAdd(weights.Slice(i * y.Length, y.Length), x[i], y, y);
    }
}
