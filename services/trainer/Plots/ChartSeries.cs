namespace UserRep.Trainer.Plots;

/// <summary>A named line. Points that aren't finite are left out and break it.</summary>
/// <param name="Spread">Optional, as many as points: a value's interval, drawn as bars or as a band.</param>
/// <param name="AsBand">Whether <paramref name="Spread"/> is a shaded band instead of bars.</param>
public sealed record ChartSeries(
    string Name, IReadOnlyList<(double X, double Y)> Points, IReadOnlyList<(double Low, double High)>? Spread = null, bool AsBand = false);
