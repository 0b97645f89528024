using UserRep.VectorSearch;

namespace UserRep.Encoder.Items;

/// <summary>All items of a version in one space.</summary>
/// <param name="Rows">By row of the search, that of the version's table.</param>
internal sealed record SearchableItems(int[] Rows, IVectorSearch Search, DateTimeOffset BuiltAt);
