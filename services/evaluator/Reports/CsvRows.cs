using System.Globalization;
using CsvHelper;

namespace UserRep.Evaluator.Reports;

/// <summary>A CSV that reads the same everywhere: numbers invariant and in full, and no text that a spreadsheet would run.</summary>
internal static class CsvRows
{
    private static readonly CsvWriterOptions s_options = new() { FormatProvider = CultureInfo.InvariantCulture, NewLine = "\n", Injection = CsvInjection.Escape };

    public static void Write(string path, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        using var csv = CsvWriter.ToFile(path, s_options);
        foreach (var row in rows.Prepend([.. columns]))
        {
            foreach (var field in row)
                csv.WriteField(field);
            csv.EndRecord();
        }
    }
}
