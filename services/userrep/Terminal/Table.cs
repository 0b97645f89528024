namespace UserRep.Command.Terminal;

/// <summary>Rows under a header, each column as wide as it needs to be.</summary>
internal static class Table
{
    /// <returns>The first column as what a line is about, the others as its figure.</returns>
    public static IReadOnlyList<(string What, string Figure)> Lines(IReadOnlyList<string> header, params IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] all = [header, .. rows];
        var widths = header.Select((_, c) => all.Max(r => r[c].Length)).ToArray();
        return [.. all.Select(r => (r[0].PadRight(widths[0]), string.Join("  ", r.Skip(1).Select((cell, c) => cell.PadRight(widths[c + 1]))).TrimEnd()))];
    }
}
