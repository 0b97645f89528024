namespace UserRep.Tests.Shared;

/// <summary>Waiting on a condition with a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task<T> HasAsync<T>(Func<Task<T>> ask, Func<T, bool> condition, string what, TimeSpan? within = null)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var deadline = within ?? TimeSpan.FromSeconds(90);
        var last = "nothing";
        while (TimeProvider.System.GetElapsedTime(begun) < deadline)
        {
            try
            {
                var answer = await ask();
                if (condition(answer))
                    return answer;
                last = $"{answer}";
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or System.Text.Json.JsonException)
            {
                last = e.Message;
            }
            await Task.Delay(Pause);
        }
        throw new TimeoutException($"Not within {deadline.TotalSeconds} s: {what}. Last: {last}");
    }

    public static Task IsAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null) => HasAsync(condition, x => x, what, within);

    public static Task IsAsync(Func<bool> condition, string what, TimeSpan? within = null) => HasAsync(() => Task.FromResult(condition()), x => x, what, within);
}
