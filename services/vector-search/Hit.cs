namespace UserRep.VectorSearch;

/// <param name="Row">Of the set that was searched.</param>
public readonly record struct Hit(int Row, float Score);
