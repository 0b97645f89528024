namespace UserRep.Benchmarks.Mesh;

/// <summary>So many callers, each of which makes its next call when the last is answered: what a set number of connections gets through.</summary>
internal static class ClosedLoop
{
    /// <param name="call">Gets the caller's number.</param>
    public static async Task<Measured> RunAsync(int callers, TimeSpan duration, Func<int, Task> call)
    {
        var time = TimeProvider.System;
        var begun = time.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller))));
        var seconds = time.GetElapsedTime(begun).TotalSeconds;
        var sorted = latencies.SelectMany(l => l).Order().ToArray();
        return new Measured(sorted.Length, sorted.Length / seconds, At(0.5), At(0.99));

        async Task<List<double>> CallAsync(int caller)
        {
            var own = new List<double>(1 << 14);
            while (time.GetElapsedTime(begun) < duration)
            {
                var start = time.GetTimestamp();
                await call(caller);
                own.Add(time.GetElapsedTime(start).TotalMicroseconds);
            }
            return own;
        }

        double At(double quantile) => sorted[Math.Max(0, (int)Math.Ceiling(quantile * sorted.Length) - 1)];
    }
}
