namespace UserRep.Benchmarks.Load;

/// <param name="Seconds">Until all of them were durable.</param>
/// <param name="Cpu">CPU time an event, by process.</param>
/// <param name="CpuMicroseconds">The same, of all processes but this program.</param>
internal sealed record ClosedLoopResult(long Events, double Seconds, string Cpu, double CpuMicroseconds)
{
    public double PerSecond => Events / Seconds;
}
