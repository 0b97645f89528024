namespace UserRep.Trainer.EventFiles;

/// <summary>A column found in its files: reads the current row's text.</summary>
internal sealed class Column(IReadOnlyList<ColumnPart> parts)
{
    private const char Joint = ':';

    private char[] _joined = new char[64];

    /// <summary>Good until the next call.</summary>
    public ReadOnlySpan<char> Read()
    {
        if (parts.Count == 1)
            return parts[0].Text;
        var length = 0;
        for (var p = 0; p < parts.Count; p++)
        {
            var text = parts[p].Text;
            if (length + text.Length + 1 > _joined.Length)
                Array.Resize(ref _joined, Math.Max(_joined.Length * 2, length + text.Length + 1));
            if (p > 0)
                _joined[length++] = Joint;
            text.CopyTo(_joined.AsSpan(length));
            length += text.Length;
        }
        return _joined.AsSpan(0, length);
    }
}
