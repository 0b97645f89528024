using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

internal static class CategoriesReader
{
    public static Dictionary<string, IReadOnlyList<string>> Read(CategoriesMapping mapping, DataSet set)
    {
        var categories = new Dictionary<string, IReadOnlyList<string>>();
        var own = new List<string>();
        JoinedFile.Each(set.PathOf(mapping.File), mapping.Table, mapping.Where, set, scope =>
        {
            var columns = mapping.Columns.Select(c => (Prefix: mapping.Columns.Count > 1 ? c.Display + ":" : "", Column: scope.Input(c))).ToArray();
            return (scope.Key(mapping.Key), key =>
            {
                own.Clear();
                foreach (var (prefix, column) in columns)
                    own.AddRange(Split(column.Read().ToString(), mapping.Separator).Where(c => c.Length > 0).Select(c => prefix + c));
                var item = key.ToString();
                // An item named twice is what both rows say.
                categories[item] = categories.TryGetValue(item, out var known) ? [.. known.Union(own)] : [.. own.Distinct()];
                return null;
            });
        });
        return categories;
    }

    private static string[] Split(string field, string? separator) =>
        separator is { Length: > 0 } ? field.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [field];
}
