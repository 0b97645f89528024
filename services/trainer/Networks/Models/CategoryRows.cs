namespace UserRep.Trainer.Networks.Models;

/// <summary>A row-major matrix of ids, [rows, fields].</summary>
/// <param name="Sizes">Per field; its ids are 0 to size - 1, one of which the caller keeps for unknown values.</param>
public readonly record struct CategoryRows(ReadOnlyMemory<int> Ids, IReadOnlyList<int> Sizes)
{
    public int Count => Sizes.Count == 0 ? 0 : Ids.Length / Sizes.Count;

    internal void Check(List<string> faults)
    {
        if (Sizes.Count == 0 || Ids.Length % Sizes.Count != 0 || Sizes.Any(s => s < 1))
        {
            faults.Add($"categories: {Ids.Length} ids are not rows of {Sizes.Count} fields with sizes of 1 or more");
            return;
        }
        var ids = Ids.Span;
        for (var i = 0; i < ids.Length; i++)
        {
            if ((uint)ids[i] < (uint)Sizes[i % Sizes.Count])
                continue;
            faults.Add($"categories: id {ids[i]} of row {i / Sizes.Count}, field {i % Sizes.Count} is not within 0 to {Sizes[i % Sizes.Count] - 1}");
            return;
        }
    }
}
