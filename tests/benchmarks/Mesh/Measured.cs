namespace UserRep.Benchmarks.Mesh;

/// <param name="Calls">Answered.</param>
/// <param name="PerSecond">Calls answered a second.</param>
/// <param name="P50">Microseconds.</param>
/// <param name="P99">Microseconds.</param>
internal readonly record struct Measured(int Calls, double PerSecond, double P50, double P99)
{
    /// <summary>Microseconds of CPU that a call took of the process in the middle: what is left to compare by where others have the machine's cores too.</summary>
    public double Cpu { get; init; }
}
