namespace UserRep.Benchmarks.Load;

/// <param name="Seconds">Until all of them were durable.</param>
/// <param name="Cpu">Of an event.</param>
internal sealed record ClosedLoopResult(long Events, double Seconds, CpuTime Cpu)
{
    public double PerSecond => Events / Seconds;
}
