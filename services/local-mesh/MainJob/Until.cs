using UserRep.LocalMesh.Hosting;

namespace UserRep.LocalMesh.MainJob;

/// <summary>Waiting for the mesh, which may be restarting a service at any moment. What stands still for too long is given up on.</summary>
internal static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    /// <summary>Asks until the answer is as wanted.</summary>
    /// <param name="progress">A figure that moves while there is hope.</param>
    /// <exception cref="MeshFault">Two minutes have passed without an answer, or without progress.</exception>
    public static async Task<T> AnswersAsync<T>(Func<Task<T>> ask, Func<T, bool> isDone, Func<T, long> progress, TimeProvider time, CancellationToken ct)
    {
        var (since, last, why) = (time.GetTimestamp(), long.MinValue, "");
        while (true)
        {
            try
            {
                var answer = await ask();
                if (isDone(answer))
                    return answer;
                if (progress(answer) is var now && now != last)
                    (since, last) = (time.GetTimestamp(), now);
                why = "it answers, but nothing moves";
            }
            catch (HttpRequestException e)
            {
                why = e.Message;
            }
            if (time.GetElapsedTime(since) > Deadline)
                throw new MeshFault($"the mesh has made no progress for {Deadline.TotalSeconds:0} s: {why}; logs/mesh.log and logs/local-mesh.log in the data folder say more");
            await Task.Delay(Pause, time, ct);
        }
    }

    /// <summary>Asks until there is an answer.</summary>
    public static Task<T> AnswersAsync<T>(Func<Task<T>> ask, TimeProvider time, CancellationToken ct) => AnswersAsync(ask, _ => true, _ => 0, time, ct);

    public static Task SucceedsAsync(Func<Task> act, TimeProvider time, CancellationToken ct) =>
        AnswersAsync(async () => { await act(); return true; }, time, ct);
}
