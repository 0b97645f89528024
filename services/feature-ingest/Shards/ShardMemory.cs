using Google.Protobuf;
using UserRep.Contracts.Wire;

namespace UserRep.FeatureIngest.Shards;

/// <summary>What a shard's host remembers of it between turns, and the changes of the turn under way. Dropped whole if a turn fails.</summary>
internal sealed class ShardMemory(ShardStorage storage, ShardMeta meta, RedeliveryWindow window, RedeliveryWindow traceless, ErasureMarks marks, HotSet hot)
{
    public const int UsersPerPage = 256;

    /// <summary>Transactions whose messages are remembered, whatever they were counted as.</summary>
    public const uint WindowSlots = 256;

    /// <summary>
    /// What is accepted is known for good by its stamp in a history. What is late, a duplicate or beyond a history's bound is not, so the last
    /// 65,536 of those messages are remembered however many transactions ago they came.
    /// </summary>
    public const uint TracelessSlots = 64;
    public const int TracelessPerSlot = 1024;

    private readonly Dictionary<string, IMessage?> _changes = [];

    public ShardMeta Meta { get; } = meta;

    public int HotUsers => hot.Count;

    public long HotBytes => hot.Bytes;

    /// <summary>The users erased from this shard.</summary>
    public ErasureMarks Marks { get; } = marks;

    public bool IsCounted(ulong message) => window.Contains(message) || traceless.Contains(message);

    public static async Task<ShardMemory> LoadAsync(ShardStorage storage, int hotUsers)
    {
        await storage.OpenAsync();
        var meta = await storage.ReadAsync(ShardKeys.Meta, ShardMeta.Parser) ?? new ShardMeta { Counts = new IngestCounts() };
        var window = await LoadWindowAsync(storage, WindowSlots, ShardKeys.WindowSlot);
        var traceless = await LoadWindowAsync(storage, TracelessSlots, ShardKeys.TracelessSlot);
        var marks = new ErasureMarks(await storage.ReadAsync(ShardKeys.Erased, ErasedUsers.Parser) ?? new ErasedUsers());
        return new ShardMemory(storage, meta, window, traceless, marks, new HotSet(hotUsers));
    }

    public async Task<UserHistory?> FindAsync(string userId)
    {
        if (hot.Find(userId) is { } known)
            return known;
        // Where all users of the shard are in memory, one who is not there is new: at the start of a shard every event is of such a one.
        if (hot.Count == Meta.Users)
            return null;
        var stored = await ColdAsync(userId);
        if (stored is not null)
            hot.Add(stored);
        return stored;
    }

    /// <summary>For whoever passes over users that do nothing themselves: what is read from the store stays out of the hot set.</summary>
    public async Task<UserHistory?> PeekAsync(string userId) => hot.Peek(userId) ?? await ColdAsync(userId);

    /// <summary>A history with its place in the directory, both written with the turn. That of a user who was erased goes on above the emission numbers of the one erased.</summary>
    public async Task<UserHistory> CreateAsync(string userId)
    {
        var page = Meta.Pages == 0 ? null : await PageAsync(Meta.Pages - 1);
        if (page is null || page.UserIds.Count == UsersPerPage)
        {
            page = new DirectoryPage();
            Meta.Pages++;
        }
        var history = new UserHistory { UserId = userId, DirectoryPage = Meta.Pages - 1, Emission = Marks.Find(userId)?.Emission ?? 0 };
        hot.Add(history);
        page.UserIds.Add(userId);
        _changes[ShardKeys.Page(Meta.Pages - 1)] = page;
        Meta.Users++;
        return history;
    }

    /// <summary>Removes a history and its place in the directory. No page but the last is filled again, so that whoever joins is before every walk's cursor or new to it.</summary>
    public async Task RemoveAsync(UserHistory history)
    {
        var page = await PageAsync(history.DirectoryPage);
        var place = page.UserIds.IndexOf(history.UserId);
        if (place < 0)
            throw new InvalidOperationException($"Directory page {history.DirectoryPage} does not name a user whose history says so.");
        page.UserIds.RemoveAt(place);
        KeepCursors(history.DirectoryPage, place);
        _changes[ShardKeys.Page(history.DirectoryPage)] = page;
        _changes[ShardKeys.History(history.UserId)] = null;
        hot.Remove(history.UserId);
        foreach (var owed in Meta.Owed.Where(o => o.UserId == history.UserId).ToArray())
            Meta.Owed.Remove(owed);
        Meta.Users--;
    }

    public void MarksChanged() => _changes[ShardKeys.Erased] = Marks.Stored;

    public async Task<WithheldEvents> WithheldAsync(string userId) =>
        (_changes.TryGetValue(ShardKeys.Withheld(userId), out var changed) ? (WithheldEvents?)changed : await storage.ReadAsync(ShardKeys.Withheld(userId), WithheldEvents.Parser)) ?? new WithheldEvents();

    /// <param name="events">Null: none any more.</param>
    public void Withhold(string userId, WithheldEvents? events) => _changes[ShardKeys.Withheld(userId)] = events;

    public async Task<DirectoryPage> PageAsync(uint number)
    {
        if (_changes.TryGetValue(ShardKeys.Page(number), out var changed))
            return (DirectoryPage)changed!;
        return await storage.ReadAsync(ShardKeys.Page(number), DirectoryPage.Parser)
            ?? throw new InvalidOperationException($"Directory page {number} is missing although the shard's meta counts it.");
    }

    public void Changed(UserHistory history) => _changes[ShardKeys.History(history.UserId)] = history;

    /// <summary>Remembers the messages of this turn; they are counted in the same transaction.</summary>
    /// <param name="withoutTrace">Those of them that no history knows.</param>
    public void Counted(IReadOnlyCollection<ulong> messages, IReadOnlyCollection<ulong> withoutTrace)
    {
        if (messages.Count > 0)
        {
            Put(window, Meta.WindowSlot, messages, ShardKeys.WindowSlot);
            Meta.WindowSlot = (Meta.WindowSlot + 1) % WindowSlots;
        }
        foreach (var part in withoutTrace.Chunk(TracelessPerSlot))
        {
            var filling = traceless.Slot(Meta.TracelessSlot);
            if (filling.Count + part.Length > TracelessPerSlot)
            {
                Meta.TracelessSlot = (Meta.TracelessSlot + 1) % TracelessSlots;
                filling = [];
            }
            Put(traceless, Meta.TracelessSlot, [.. filling, .. part], ShardKeys.TracelessSlot);
        }
    }

    public async Task<bool> TrySaveAsync()
    {
        _changes[ShardKeys.Meta] = Meta;
        if (!await storage.TrySaveAsync(_changes))
            return false;
        foreach (var changed in _changes.Values.OfType<UserHistory>())
            hot.Measure(changed);
        _changes.Clear();
        hot.Trim();
        return true;
    }

    /// <summary>After a turn that only read.</summary>
    public void Trim() => hot.Trim();

    /// <summary>What is changed in this turn may be in no hot set.</summary>
    private async Task<UserHistory?> ColdAsync(string userId)
    {
        var key = ShardKeys.History(userId);
        return _changes.TryGetValue(key, out var changed) ? (UserHistory?)changed : await storage.ReadAsync(key, UserHistory.Parser);
    }

    /// <summary>The users of a page behind a place have moved up by one: a cursor among them moves along, or it would pass over one.</summary>
    private void KeepCursors(uint page, int place)
    {
        if (Meta.Refresh is { } refresh && refresh.Page == page && refresh.Offset > place)
            refresh.Offset--;
        foreach (var backfill in Meta.Backfills.Where(b => b.Page == page && b.Offset > place))
            backfill.Offset--;
    }

    private void Put(RedeliveryWindow target, uint slot, IReadOnlyCollection<ulong> messages, Func<uint, string> key)
    {
        var stored = new WindowSlot();
        stored.Messages.AddRange(messages);
        target.Put(slot, messages);
        _changes[key(slot)] = stored;
    }

    /// <summary>Slots fill in order: before the first wrap the first missing one ends them.</summary>
    private static async Task<RedeliveryWindow> LoadWindowAsync(ShardStorage storage, uint slots, Func<uint, string> key)
    {
        var window = new RedeliveryWindow(slots);
        for (uint slot = 0; slot < slots; slot++)
        {
            if (await storage.ReadAsync(key(slot), WindowSlot.Parser) is not { } known)
                break;
            window.Put(slot, known.Messages);
        }
        return window;
    }
}
