namespace UserRep.LocalMesh.Tests.Sidecars;

internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Waits until the condition holds; fails with its text after a deadline.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Deadline);
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, $"not within {Deadline}: {what}");
            await Task.Delay(10, CancellationToken.None);
        }
    }

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);
}
