using UserRep.Trainer.Events;

namespace UserRep.Trainer.ItemVectors;

/// <summary>Item vectors made elsewhere, by modality, beside the events that they must have something to do with.</summary>
internal static class GivenVectors
{
    /// <param name="files">By modality; in the result in the order of names.</param>
    /// <param name="faults">Every fault of every file; empty exactly if vectors are returned.</param>
    public static IReadOnlyDictionary<string, ItemVectorFile>? TryRead(IReadOnlyDictionary<string, string> files, EventLog log, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        var given = new SortedDictionary<string, ItemVectorFile>(StringComparer.Ordinal);
        foreach (var (modality, path) in files)
        {
            var file = ItemVectorFile.TryRead(path, out var own);
            found.AddRange(own.Select(f => $"item vectors {modality}: {f}"));
            if (file is null)
                continue;
            given[modality] = file;
            if (!log.Items.Any(file.Vectors.ContainsKey))
                found.Add($"item vectors {modality}: {path} has {file.Vectors.Count} items, none of which occurs in the events; the ids must be those of the events");
        }
        faults = found;
        return found.Count == 0 ? given : null;
    }

    /// <summary>For the log of a run: how many items of one side the other doesn't know.</summary>
    public static string Describe(string modality, ItemVectorFile file, EventLog log)
    {
        var known = log.Items.Count(file.Vectors.ContainsKey);
        return $"{modality} given for {known:N0} of {log.Items.Length:N0} items, and {file.Vectors.Count - known:N0} the events don't have";
    }
}
