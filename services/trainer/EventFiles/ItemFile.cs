using System.Text.Json;

namespace UserRep.Trainer.EventFiles;

/// <summary>What items are and are called, from the categories and names of a mapping: for events that need no mapping themselves.</summary>
internal sealed record ItemFile(IReadOnlyDictionary<string, IReadOnlyList<string>> Categories, IReadOnlyDictionary<string, string> Names, bool Simulated)
{
    /// <summary>The mapping of an events file does as well as one that has nothing but categories. Files are relative to the mapping's folder.</summary>
    /// <returns>Null, with faults, if there are no categories to be had from it.</returns>
    public static ItemFile? TryRead(string path, List<string> faults)
    {
        if (EventMapping.TryLoadItems(path, faults) is not { } mapping)
            return null;
        var set = new DataSet(Path.GetFileName(path), Path.GetDirectoryName(Path.GetFullPath(path))!, new ReadReport(), faults);
        var categories = CategoriesReader.Read(mapping.Categories, set);
        var names = mapping.Names is { } n ? ItemNamesReader.Read(n, set) : [];
        if (faults.Count == 0 && categories.Count == 0)
            faults.Add($"{mapping.Categories.File} names no item{set.Report.Reasons(ReadReport.ReasonsInFault)}");
        return faults.Count == 0 ? new ItemFile(categories, names, mapping.Simulated) : null;
    }
}
