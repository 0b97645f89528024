using System.Buffers;

namespace UserRep.Features.Histories;

/// <summary>Numbers the names that are still in use anew, in the order in which they are met.</summary>
internal struct NameTable : IDisposable
{
    private readonly int[] _indexes;

    public NameTable(int names)
    {
        _indexes = ArrayPool<int>.Shared.Rent(names);
        _indexes.AsSpan(0, names).Fill(-1);
    }

    public int Count { get; private set; }

    /// <summary>The new number of a name in use.</summary>
    public uint Kept(uint name)
    {
        if (_indexes[name] < 0)
            _indexes[name] = Count++;
        return (uint)_indexes[name];
    }

    /// <returns>Null where nothing uses the name.</returns>
    public readonly int? Find(uint name) => _indexes[name] is >= 0 and var index ? index : null;

    public readonly void Dispose() => ArrayPool<int>.Shared.Return(_indexes);
}
