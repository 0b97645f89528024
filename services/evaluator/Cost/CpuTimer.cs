namespace UserRep.Evaluator.Cost;

/// <summary>CPU time of this process per operation: what others do on the machine doesn't count, what the garbage collector does for us does.</summary>
internal sealed class CpuTimer(Func<TimeSpan> processTime, int repetitions, int atLeastMilliseconds)
{
    public static CpuTimer Of(CostOptions options) => new(() => Environment.CpuUsage.TotalTime, options.Repetitions, options.CpuMilliseconds);

    /// <param name="pass">Does so many <paramref name="operations"/>; called once to warm up, then until each measurement is long enough.</param>
    /// <returns>CPU-seconds.</returns>
    public Spread PerOperation(int operations, Action pass, CancellationToken cancellationToken)
    {
        pass();
        var values = new double[repetitions];
        for (var r = 0; r < repetitions; r++)
        {
            var start = processTime();
            var passes = 0;
            TimeSpan taken;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                pass();
                passes++;
                taken = processTime() - start;
            }
            while (taken.TotalMilliseconds < atLeastMilliseconds);
            values[r] = taken.TotalSeconds / passes / operations;
        }
        return Spread.Of(values);
    }
}
