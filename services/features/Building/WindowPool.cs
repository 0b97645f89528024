using System.Buffers;
using System.Numerics.Tensors;
using UserRep.Features.Schema;

namespace UserRep.Features.Building;

/// <summary>
/// Weighted sums per window. Activities are added to the smallest window that covers them (a ring); nesting the rings
/// afterwards gives the windows, so each activity's row is read once however many windows there are.
/// </summary>
internal readonly struct WindowPool : IDisposable
{
    private readonly int _width;
    private readonly int _modalities;
    private readonly float[] _sums;
    private readonly float[] _lately;
    private readonly double[] _weights;
    private readonly double[] _counts;
    private readonly HashSet<ulong> _seen;

    // Per window in _counts: events, active days, distinct items, milliseconds.
    private const int CountKinds = 4;

    public WindowPool(int windows, int width, int modalities)
    {
        (Windows, _width, _modalities) = (windows, width, modalities);
        _sums = ArrayPool<float>.Shared.Rent(windows * width);
        _weights = ArrayPool<double>.Shared.Rent(windows * modalities);
        _counts = ArrayPool<double>.Shared.Rent(windows * CountKinds);
        _lately = ArrayPool<float>.Shared.Rent(width);
        _sums.AsSpan(0, windows * width).Clear();
        _lately.AsSpan(0, width).Clear();
        _weights.AsSpan(0, windows * modalities).Clear();
        _counts.AsSpan(0, windows * CountKinds).Clear();
        _seen = SeenItems.Rent();
    }

    private int Windows { get; }

    public double Events(int window) => _counts[window * CountKinds];

    public double ActiveDays(int window) => _counts[window * CountKinds + 1];

    public double DistinctItems(int window) => _counts[window * CountKinds + 2];

    public double Milliseconds(int window) => _counts[window * CountKinds + 3];

    public void AddDay(int ring) => _counts[ring * CountKinds + 1]++;

    /// <summary>Days come newest first, so an item counts as distinct in the smallest window that has it, and nesting keeps that true.</summary>
    public void AddCounts(int ring, ulong item, uint count, ulong milliseconds)
    {
        var counts = _counts.AsSpan(ring * CountKinds, CountKinds);
        counts[0] += count;
        if (_seen.Add(item))
            counts[2]++;
        counts[3] += milliseconds;
    }

    public void Add(int ring, float weight, ReadOnlySpan<float> row, byte presence, int[] offsets, IReadOnlyList<ModalitySchema> modalities)
    {
        if (weight == 0)
            return;
        // A row has zeros where a modality has no vector, so the sums may take it whole; only the weights must know.
        var sums = _sums.AsSpan(ring * _width, _width);
        TensorPrimitives.MultiplyAdd(row, weight, sums, sums);
        for (var m = 0; m < _modalities; m++)
        {
            if ((presence & (1 << m)) != 0)
                _weights[ring * _modalities + m] += Math.Abs(weight);
        }
    }

    /// <summary>Remembers the freshest activity on each dimension that the item has something on.</summary>
    public void Touch(float freshness, ReadOnlySpan<float> row, int offset, int width)
    {
        var lately = _lately.AsSpan(offset, width);
        for (var i = 0; i < width; i++)
        {
            if (row[offset + i] != 0 && lately[i] < freshness)
                lately[i] = freshness;
        }
    }

    public void Recency(int offset, Span<float> target) => _lately.AsSpan(offset, target.Length).CopyTo(target);

    public void NestWindows()
    {
        for (var w = 1; w < Windows; w++)
        {
            var sums = _sums.AsSpan(w * _width, _width);
            TensorPrimitives.Add(sums, _sums.AsSpan((w - 1) * _width, _width), sums);
            for (var m = 0; m < _modalities; m++)
                _weights[w * _modalities + m] += _weights[(w - 1) * _modalities + m];
            for (var c = 0; c < CountKinds; c++)
                _counts[w * CountKinds + c] += _counts[(w - 1) * CountKinds + c];
        }
    }

    /// <summary>The weighted mean; negative weights (a skip) push away without shrinking the divisor.</summary>
    public bool TryMean(int window, int modality, int offset, Span<float> target)
    {
        var weight = _weights[window * _modalities + modality];
        if (weight <= 0)
            return false;
        TensorPrimitives.Divide(_sums.AsSpan(window * _width + offset, target.Length), (float)weight, target);
        return true;
    }

    /// <summary>The sum on a logarithmic scale, which keeps the sign.</summary>
    public bool TryLogSum(int window, int modality, int offset, Span<float> target)
    {
        if (_weights[window * _modalities + modality] <= 0)
            return false;
        var sums = _sums.AsSpan(window * _width + offset, target.Length);
        TensorPrimitives.Abs(sums, target);
        TensorPrimitives.LogP1<float>(target, target);
        TensorPrimitives.CopySign<float>(target, sums, target);
        return true;
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_sums);
        ArrayPool<float>.Shared.Return(_lately);
        ArrayPool<double>.Shared.Return(_weights);
        ArrayPool<double>.Shared.Return(_counts);
        SeenItems.Return(_seen);
    }
}
