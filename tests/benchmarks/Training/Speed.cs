namespace UserRep.Benchmarks.Training;

/// <summary>Rows done, in how many seconds of the clock and in how many of CPU time per thread: the two differ where others have the cores.</summary>
internal readonly record struct Speed(double Rows, double Seconds, double CpuSeconds)
{
    public double PerSecond => Rows / Seconds;

    public double PerCpuSecond => Rows / CpuSeconds;
}
