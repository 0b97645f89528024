namespace UserRep.LocalMesh.MainJob;

/// <summary>Waiting for the mesh, which may be restarting a service at any moment.</summary>
internal static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Asks until the answer is there; a service that can't be reached is asked again until <paramref name="deadline"/> has passed without any answer.</summary>
    public static async Task<T> AnswersAsync<T>(Func<Task<T>> ask, Func<T, bool> isDone, TimeSpan deadline, TimeProvider time, CancellationToken ct)
    {
        var lastAnswer = time.GetTimestamp();
        while (true)
        {
            try
            {
                var answer = await ask();
                lastAnswer = time.GetTimestamp();
                if (isDone(answer))
                    return answer;
            }
            catch (HttpRequestException e)
            {
                if (time.GetElapsedTime(lastAnswer) > deadline)
                    throw new Hosting.MeshFault($"the mesh has not answered for {deadline.TotalSeconds:0} s: {e.Message}");
            }
            await Task.Delay(Pause, time, ct);
        }
    }

    public static Task SucceedsAsync(Func<Task> act, TimeSpan deadline, TimeProvider time, CancellationToken ct) =>
        AnswersAsync(async () => { await act(); return true; }, _ => true, deadline, time, ct);
}
