namespace UserRep.Evaluator.Cost;

/// <summary>CPU-seconds of one operation each, measured, and bytes of one stored thing each.</summary>
/// <param name="HistoryUpdate">An event put into a history.</param>
/// <param name="FeatureBuild">A history made into the encoder's input.</param>
/// <param name="Encode">One row of a batch run through the encoder.</param>
/// <param name="VectorWrite">A vector made into the stored record.</param>
/// <param name="VectorRead">A stored vector read, and a model's dot product with it.</param>
/// <param name="OwnBuild">A history made into curated features.</param>
/// <param name="OwnWrite">Curated features made into a stored record of the same kind.</param>
/// <param name="OwnRead">A stored row of them read, and a model's dot product with it.</param>
/// <param name="HistoryBytes">Of a user's stored history at the end of the data, mean, key included.</param>
/// <param name="VectorBytes">Of a user's stored vector, key and directory entry included.</param>
/// <param name="OwnRowBytes">Of a user's stored row of curated features, likewise.</param>
public sealed record UnitCosts(
    Spread HistoryUpdate,
    Spread FeatureBuild,
    Spread Encode,
    Spread VectorWrite,
    Spread VectorRead,
    Spread OwnBuild,
    Spread OwnWrite,
    Spread OwnRead,
    double HistoryBytes,
    double VectorBytes,
    double OwnRowBytes);
