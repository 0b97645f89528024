using System.Runtime.InteropServices;

namespace UserRep.EventArchive.Events;

/// <summary>
/// The events of one UTC day, each once. What makes a repetition is the history's rule: the same user and event id on the same day. Of repetitions the last
/// one put in counts: an earlier one can only have been archived by a turn that was not saved.
/// </summary>
internal sealed class DayRows
{
    private readonly Dictionary<(string User, string Event), int> _places = [];
    private readonly List<ArchivedEvent> _rows = [];

    public int Count => _rows.Count;

    public int Repeated { get; private set; }

    public void Add(ArchivedEvent e)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, (e.UserId, e.EventId), out var known);
        if (known)
        {
            _rows[place] = e;
            Repeated++;
            return;
        }
        place = _rows.Count;
        _rows.Add(e);
    }

    /// <summary>By time; at one instant who a user is comes before what they did; then by ids, so that the order doesn't depend on files.</summary>
    public List<ArchivedEvent> Sorted()
    {
        _rows.Sort((a, b) =>
        {
            var order = a.At.CompareTo(b.At);
            if (order == 0)
                order = b.WhatCase.CompareTo(a.WhatCase);
            if (order == 0)
                order = string.CompareOrdinal(a.UserId, b.UserId);
            return order != 0 ? order : string.CompareOrdinal(a.EventId, b.EventId);
        });
        return _rows;
    }
}
