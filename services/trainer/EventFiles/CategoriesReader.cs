using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

internal static class CategoriesReader
{
    public static Dictionary<string, IReadOnlyList<string>> Read(string folder, CategoriesMapping mapping, ReadReport report, List<string> faults)
    {
        var categories = new Dictionary<string, IReadOnlyList<string>>();
        var path = Path.Combine(folder, mapping.File);
        JoinedFile.Each(path, mapping.Table, mapping.Where, mapping.Key, mapping.Columns, report, faults, (_, id, fields) =>
        {
            var own = new List<string>();
            for (var c = 0; c < fields.Length; c++)
            {
                var prefix = mapping.Columns.Count > 1 ? mapping.Columns[c].Display + ":" : "";
                foreach (var category in mapping.Separator is { Length: > 0 } separator
                    ? fields[c].Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    : [fields[c]])
                {
                    if (category.Length > 0)
                        own.Add(prefix + category);
                }
            }
            // An item named twice is what both rows say.
            categories[id] = categories.TryGetValue(id, out var known) ? [.. known.Union(own)] : own;
        });
        return categories;
    }
}
