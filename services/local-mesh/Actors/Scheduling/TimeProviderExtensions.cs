namespace UserRep.LocalMesh.Actors.Scheduling;

internal static class TimeProviderExtensions
{
    // A timer can't be set further ahead than 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public static async Task DelayUntilAsync(this TimeProvider time, DateTimeOffset moment, CancellationToken ct)
    {
        while (moment - time.GetUtcNow() is var left && left > TimeSpan.Zero)
            await Task.Delay(left < LongestWait ? left : LongestWait, time, ct);
    }
}
