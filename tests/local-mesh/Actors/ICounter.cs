using Dapr.Actors;

namespace UserRep.LocalMesh.Tests.Actors;

public interface ICounter : IActor
{
    Task<long> Add(long amount);

    Task<long> Get();

    /// <summary>Signals that it runs, then waits until the probe lets it go on.</summary>
    Task Hold();

    Task Fail();

    Task Remind(string name, TimeSpan due, TimeSpan period);

    Task Forget(string name);

    Task<string> DescribeReminder(string name);

    Task Tick(string name, TimeSpan due, TimeSpan period);

    /// <summary>Calls itself through the sidecar, so many times deep.</summary>
    Task<int> Recurse(int depth);
}
