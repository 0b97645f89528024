namespace UserRep.Command.Terminal;

internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>It could not run: arguments, files, data.</summary>
    public const int CannotRun = 2;

    /// <summary>It was asked, and the answer is no. The same number: scripts look for 0.</summary>
    public const int Refused = 2;

    /// <summary>Ended by Ctrl+C before it was done.</summary>
    public const int Interrupted = 130;
}
