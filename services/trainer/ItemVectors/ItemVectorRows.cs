using System.Numerics.Tensors;

namespace UserRep.Trainer.ItemVectors;

/// <summary>Collects the rows of one file of vectors and what is wrong with them.</summary>
internal sealed class ItemVectorRows(string path)
{
    // The schema's bound.
    private const int MaxDimension = 4096;

    // Sums of thousands of such values stay far within float32; real item vectors are of the order of 1.
    private const float MaxValue = 1e6f;

    private const int FaultsTold = 20;

    private readonly List<string> _faults = [];
    private int _untold;

    public Dictionary<string, float[]> Vectors { get; } = [];

    public int Dimension { get; private set; }

    public void Add(long row, string id, float[] vector)
    {
        if (Vectors.Count == 0)
            Dimension = vector.Length;
        if (id.Length == 0)
            Refuse(row, "the item id is empty");
        else if (vector.Length is < 1 or > MaxDimension)
            Refuse(row, $"the vector of '{id}' has {vector.Length} values, must be 1 to {MaxDimension}");
        else if (vector.Length != Dimension)
            Refuse(row, $"the vector of '{id}' has {vector.Length} values, those before have {Dimension}");
        // Written so that NaN, which MaxMagnitude hands on, is refused too.
        else if (!(Math.Abs(TensorPrimitives.MaxMagnitude<float>(vector)) <= MaxValue))
            Refuse(row, $"the vector of '{id}' has a value that is no number within ±{MaxValue:0}");
        else if (!Vectors.TryAdd(id, vector))
            Refuse(row, $"'{id}' occurs twice");
    }

    public void Refuse(long row, string reason) => Fail($"row {row}: {reason}");

    public void Fail(string reason)
    {
        if (_faults.Count < FaultsTold)
            _faults.Add($"{path}: {reason}");
        else
            _untold++;
    }

    public IReadOnlyList<string> Faults()
    {
        if (_faults.Count == 0 && Vectors.Count == 0)
            return [$"{path}: has no item"];
        return _untold == 0 ? _faults : [.. _faults, $"{path}: {_untold} more rows are wrong"];
    }
}
