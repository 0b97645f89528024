namespace UserRep.LocalMesh.Tests.PubSub;

/// <summary>Waits for a condition, bounded: a condition that never comes true fails the test and says which.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static async Task True(Func<bool> condition, string what)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!condition())
        {
            if (deadline.IsCancellationRequested)
                Assert.Fail($"not within {Deadline}: {what}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
