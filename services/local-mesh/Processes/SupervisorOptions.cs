namespace UserRep.LocalMesh.Processes;

internal sealed record SupervisorOptions
{
    /// <summary>Time to the first restart; it doubles up to <see cref="LongestBackoff"/>. Default 0.5 s.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Default 10 s.</summary>
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A child that lived this long is restarted as if it had never failed. Default 30 s.</summary>
    public TimeSpan Settled { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A child that has not opened its port by then is reported. Default 60 s.</summary>
    public TimeSpan PortDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between two tries to reach the port, daprd's own. Default 100 ms.</summary>
    public TimeSpan PortPoll { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Time a child has to end after SIGTERM. Default 10 s.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>So many exits in a row, each before <see cref="Settled"/>, are reported as a crash loop. Default 5.</summary>
    public int CrashLoopExits { get; init; } = 5;
}
