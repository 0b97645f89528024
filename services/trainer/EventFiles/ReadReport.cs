namespace UserRep.Trainer.EventFiles;

/// <summary>What came of a file's rows.</summary>
public sealed class ReadReport
{
    /// <summary>Refused rows that are kept with their reason; all are counted.</summary>
    public const int MaxKept = 20;

    /// <summary>Reasons that a fault names.</summary>
    internal const int ReasonsInFault = 3;

    private readonly List<RefusedRow> _refused = [];

    /// <summary>Rows that became events.</summary>
    public long Accepted { get; internal set; }

    /// <summary>Rows that the mapping's conditions leave out.</summary>
    public long FilteredOut { get; internal set; }

    /// <summary>Rows of the users file that have no time and whose user did nothing: there is no day to put them on.</summary>
    public long Undated { get; internal set; }

    public long Refused { get; private set; }

    /// <summary>The first <see cref="MaxKept"/>.</summary>
    public IReadOnlyList<RefusedRow> FirstRefused => _refused;

    internal void Refuse(string file, long line, string reason)
    {
        Refused++;
        if (_refused.Count < MaxKept)
            _refused.Add(new RefusedRow(file, line, reason));
    }

    /// <summary>The first reasons, to go on a sentence with.</summary>
    internal string Reasons(int count) =>
        string.Concat(_refused.Take(count).Select(r => $"; {Path.GetFileName(r.File)}, line {r.Line}: {r.Reason}"));
}
