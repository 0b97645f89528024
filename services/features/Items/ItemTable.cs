using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;
using UserRep.Features.Schema;

namespace UserRep.Features.Items;

/// <summary>Frozen item vectors, memory-mapped and read-only; safe for any number of readers.</summary>
public sealed unsafe class ItemTable : IDisposable
{
    private readonly string _name;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _base;
    private readonly byte* _presence;
    private readonly float* _rows;
    private readonly byte* _names;

    private ItemTable(string name, MemoryMappedFile file, MemoryMappedViewAccessor view, byte* start)
    {
        _name = name;
        _file = file;
        _view = view;
        _base = start;
        Count = *(int*)(start + 8);
        Width = *(int*)(start + 12);
        _presence = start + *(long*)(start + 24);
        _rows = (float*)(start + *(long*)(start + 32));
        _names = start + *(long*)(start + 40);
    }

    public int Count { get; }

    /// <summary>Sum of the modalities' dimensions: the width of one row.</summary>
    public int Width { get; }

    private ReadOnlySpan<ulong> Hashes => new(_base + ItemTableFormat.HeaderBytes, Count);

    /// <summary>Maps a file; a fault in it is returned as text, not thrown.</summary>
    public static ItemTable? TryOpen(string path, IReadOnlyList<ModalitySchema> modalities, out string? fault)
    {
        var length = new FileInfo(path).Length;
        if (length < ItemTableFormat.HeaderBytes)
        {
            fault = $"{Path.GetFileName(path)} is shorter than its header";
            return null;
        }
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        var table = new ItemTable(Path.GetFileName(path), file, view, start);
        fault = table.Fault(length, modalities);
        if (fault is null)
            return table;
        table.Dispose();
        return null;
    }

    /// <returns>The item's row, or -1 if it isn't in the table.</returns>
    public int IndexOf(ulong itemHash)
    {
        var index = Hashes.BinarySearch(itemHash);
        return index >= 0 ? index : -1;
    }

    /// <summary>All modalities' vectors side by side; zeros where a modality has none.</summary>
    public ReadOnlySpan<float> Row(int index) => new(_rows + (long)index * Width, Width);

    /// <summary>Bit m is set if modality m has a vector for the item.</summary>
    public byte Presence(int index) => _presence[index];

    public ulong Hash(int index) => Hashes[index];

    /// <summary>The item's id, or what the row was given instead.</summary>
    public string Id(int index)
    {
        var offsets = new ReadOnlySpan<int>(_names, Count + 1);
        var text = new ReadOnlySpan<byte>(_names + (Count + 1) * sizeof(int) + offsets[index], offsets[index + 1] - offsets[index]);
        return Encoding.UTF8.GetString(text);
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private string? Fault(long length, IReadOnlyList<ModalitySchema> modalities)
    {
        if (*(uint*)_base != ItemTableFormat.Magic || *(int*)(_base + 4) != ItemTableFormat.Version)
            return $"{_name} is not an item table of a format this build reads";
        if (Count < 0 || Width != modalities.Sum(m => m.Dimension) || *(int*)(_base + 16) != modalities.Count)
            return $"{_name} has rows of {Width} values for {*(int*)(_base + 16)} modalities, the schema says {modalities.Sum(m => m.Dimension)} for {modalities.Count}";
        var presenceAt = *(long*)(_base + 24);
        var rowsAt = *(long*)(_base + 32);
        var namesAt = *(long*)(_base + 40);
        var textAt = namesAt + (Count + 1L) * sizeof(int);
        if (presenceAt != ItemTableFormat.HeaderBytes + Count * 8L || rowsAt != ItemTableFormat.Align(presenceAt + Count)
            || namesAt != rowsAt + (long)Count * Width * sizeof(float) || textAt > length || textAt + *(int*)(_base + namesAt + Count * 4L) != length)
            return $"{_name} is cut short or its offsets are damaged";
        var hashes = Hashes;
        for (var i = 1; i < hashes.Length; i++)
        {
            if (hashes[i] <= hashes[i - 1])
                return $"{_name} is not sorted by item hash";
        }
        var names = new ReadOnlySpan<int>(_names, Count + 1);
        var inOrder = names[0] == 0;
        for (var i = 1; i <= Count; i++)
            inOrder &= names[i] >= names[i - 1];
        return inOrder ? null : $"{_name} has names out of order";
    }
}
