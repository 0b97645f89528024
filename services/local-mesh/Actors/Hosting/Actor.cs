namespace UserRep.LocalMesh.Actors.Hosting;

/// <summary>One actor id that is, or soon will be, active. What is not guarded by its own lock changes only within a turn.</summary>
internal sealed class Actor(ActorKey key)
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _turn;
    private string? _chain;
    private int _depth;
    private volatile ActorHost? _host;

    public ActorKey Key { get; } = key;

    public TurnGate Gate { get; } = new();

    /// <summary>Where it is active; null while it is nowhere. Cleared from outside when the replica dies.</summary>
    public ActorHost? Host { get => _host; set => _host = value; }

    /// <summary>When its last turn began: idleness counts from there.</summary>
    public DateTimeOffset LastTurn { get; set; }

    /// <summary>No longer in the table: whoever still holds it looks it up anew.</summary>
    public bool Removed { get; set; }

    /// <summary>Begins a turn; the token is cancelled when the turn may drain no longer.</summary>
    public CancellationToken BeginTurn(string? chain)
    {
        lock (_lock)
        {
            (_chain, _depth, _turn) = (chain, 1, new CancellationTokenSource());
            return _turn.Token;
        }
    }

    public void EndTurn()
    {
        lock (_lock)
        {
            _turn?.Dispose();
            (_chain, _depth, _turn) = (null, 0, null);
        }
    }

    /// <summary>Gives up the ongoing turn if it still runs on <paramref name="host"/>.</summary>
    public void CancelTurnOn(ActorHost host)
    {
        lock (_lock)
            if (_host == host)
                _turn?.Cancel();
    }

    /// <summary>A call of the chain that holds the turn runs inside it.</summary>
    public Reentry TryReenter(string? chain, int maxDepth)
    {
        lock (_lock)
        {
            if (chain is null || _chain != chain)
                return Reentry.Other;
            if (_depth >= maxDepth)
                return Reentry.TooDeep;
            _depth++;
            return Reentry.Joined;
        }
    }

    public void LeaveReentry()
    {
        lock (_lock)
            _depth--;
    }
}
