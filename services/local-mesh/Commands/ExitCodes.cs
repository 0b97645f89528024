namespace UserRep.LocalMesh.Commands;

internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>It ran, and a check does not hold.</summary>
    public const int CheckFailed = 1;

    /// <summary>It could not run: configuration, a port, a file, a disk.</summary>
    public const int CannotRun = 2;

    /// <summary>Ended by Ctrl+C before it was done.</summary>
    public const int Interrupted = 130;
}
