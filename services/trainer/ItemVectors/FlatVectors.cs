using System.Globalization;
using UserRep.Trainer.Tables;

namespace UserRep.Trainer.ItemVectors;

/// <summary>Vectors written as one column per value, in the order of the columns.</summary>
internal static class FlatVectors
{
    public static void Read(ITableReader table, ItemVectorRows rows)
    {
        var columns = table.Columns ?? [];
        if (columns.Count < 2 || columns[0] != ItemVectorFile.IdColumn)
        {
            rows.Fail($"must have the column {ItemVectorFile.IdColumn} first and then one per value, or in Parquet a list named {ItemVectorFile.VectorColumn}; has {string.Join(", ", columns.Take(8))}");
            return;
        }
        while (table.Read())
        {
            var vector = new float[columns.Count - 1];
            var wrong = -1;
            for (var i = 0; i < vector.Length; i++)
            {
                if (!float.TryParse(table[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out vector[i]))
                    wrong = i;
            }
            if (wrong >= 0)
                rows.Refuse(table.Line, $"'{table[wrong + 1]}' in column {columns[wrong + 1]} is not a number");
            // A reader gives an empty field beyond the row's last.
            else if (table[columns.Count].Length > 0)
                rows.Refuse(table.Line, $"has more than the {columns.Count} fields that the first row names");
            else
                rows.Add(table.Line, table[0], vector);
        }
    }
}
