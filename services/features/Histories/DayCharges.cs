using System.Buffers;
using UserRep.Contracts.Wire;

namespace UserRep.Features.Histories;

/// <summary>What the names of a day's actions are charged: each once a day. Looks at every activity once and allocates nothing, since a history at its bound is charged with every event.</summary>
internal readonly struct DayCharges : IDisposable
{
    private readonly UserHistory _history;
    private readonly int[] _bytes;
    private readonly int[] _countedFor;

    public DayCharges(UserHistory history)
    {
        var names = history.Actions.Count;
        (_history, _bytes, _countedFor) = (history, ArrayPool<int>.Shared.Rent(names), ArrayPool<int>.Shared.Rent(names));
        _countedFor.AsSpan(0, names).Fill(int.MinValue);
    }

    /// <summary>To be asked once of each day.</summary>
    public int NameBytes(HistoryDay day)
    {
        var bytes = 0;
        for (var i = 0; i < day.Actions.Count; i++)
        {
            var action = day.Actions[i];
            if (_countedFor[action] == day.Day)
                continue;
            if (_countedFor[action] == int.MinValue)
                _bytes[action] = HistoryBound.NameBytes(_history.Actions[(int)action]);
            _countedFor[action] = day.Day;
            bytes += _bytes[action];
        }
        return bytes;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_bytes);
        ArrayPool<int>.Shared.Return(_countedFor);
    }
}
