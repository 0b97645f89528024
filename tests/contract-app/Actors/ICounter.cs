using Dapr.Actors;

namespace UserRep.ContractApp.Actors;

public interface ICounter : IActor
{
    Task<long> Add(long amount);

    /// <summary>Greatest number of calls that were inside one actor at once.</summary>
    Task<int> MostAtOnce();

    Task Fail();

    Task<int> Recurse(int depth);

    Task Tick(string name, TimeSpan due, TimeSpan period);

    Task StopTicking(string name);

    Task Remind(string name, TimeSpan due, TimeSpan period);

    Task Forget(string name);

    /// <summary>Timers and reminders that have fired, with what they carried.</summary>
    Task<string[]> Fired();
}
