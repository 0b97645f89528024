namespace UserRep.Trainer.EventFiles;

internal static class ItemNamesReader
{
    /// <summary>A longer name is cut: it is for people to read.</summary>
    private const int MaxLength = 256;

    /// <returns>By item id; of an item named twice the first name that isn't empty.</returns>
    public static Dictionary<string, string> Read(ItemNamesMapping mapping, DataSet set)
    {
        var names = new Dictionary<string, string>();
        JoinedFile.Each(set.PathOf(mapping.File), mapping.Table, mapping.Where, set, scope =>
        {
            var column = scope.Input(mapping.Column);
            return (scope.Key(mapping.Key), key =>
            {
                var name = column.Read().ToString().Trim();
                if (name.Length > 0)
                    names.TryAdd(key.ToString(), name.Length > MaxLength ? name[..MaxLength] : name);
                return null;
            });
        });
        return names;
    }
}
