using Google.Protobuf;
using UserRep.Contracts.Wire;

namespace UserRep.FeatureIngest.Shards;

/// <summary>What a shard's host remembers of it between turns, and the changes of the turn under way. Dropped whole if a turn fails.</summary>
internal sealed class ShardMemory(ShardStorage storage, ShardMeta meta, RedeliveryWindow window, HotSet hot)
{
    public const int UsersPerPage = 256;

    private readonly Dictionary<string, IMessage> _changes = [];

    public ShardMeta Meta { get; } = meta;

    public RedeliveryWindow Window { get; } = window;

    public static async Task<ShardMemory> LoadAsync(ShardStorage storage, int hotUsers)
    {
        await storage.OpenAsync();
        var meta = await storage.ReadAsync(ShardKeys.Meta, ShardMeta.Parser) ?? new ShardMeta { Counts = new IngestCounts() };
        var window = new RedeliveryWindow();
        // Slots fill in order: before the first wrap there are window_slot of them, afterwards all.
        for (uint slot = 0; slot < RedeliveryWindow.Slots; slot++)
        {
            if (await storage.ReadAsync(ShardKeys.WindowSlot(slot), WindowSlot.Parser) is not { } known)
                break;
            window.Put(slot, known.Messages);
        }
        return new ShardMemory(storage, meta, window, new HotSet(hotUsers));
    }

    public async Task<UserHistory?> FindAsync(string userId)
    {
        if (hot.Find(userId) is { } known)
            return known;
        var stored = await storage.ReadAsync(ShardKeys.History(userId), UserHistory.Parser);
        if (stored is not null)
            hot.Add(stored);
        return stored;
    }

    /// <summary>A history with its place in the directory, both written with the turn.</summary>
    public async Task<UserHistory> CreateAsync(string userId)
    {
        var history = new UserHistory { UserId = userId };
        hot.Add(history);
        var isNewPage = Meta.Users == (long)Meta.Pages * UsersPerPage;
        var number = isNewPage ? Meta.Pages++ : Meta.Pages - 1;
        var page = isNewPage ? new DirectoryPage() : await PageAsync(number);
        page.UserIds.Add(userId);
        _changes[ShardKeys.Page(number)] = page;
        Meta.Users++;
        return history;
    }

    public async Task<DirectoryPage> PageAsync(uint number)
    {
        if (_changes.TryGetValue(ShardKeys.Page(number), out var changed))
            return (DirectoryPage)changed;
        return await storage.ReadAsync(ShardKeys.Page(number), DirectoryPage.Parser)
            ?? throw new InvalidOperationException($"Directory page {number} is missing although the shard's meta counts it.");
    }

    public void Changed(UserHistory history) => _changes[ShardKeys.History(history.UserId)] = history;

    /// <summary>Remembers the messages of this turn; they are counted in the same transaction.</summary>
    public void Counted(IReadOnlyCollection<ulong> messages)
    {
        if (messages.Count == 0)
            return;
        var slot = new WindowSlot();
        slot.Messages.AddRange(messages);
        Window.Put(Meta.WindowSlot, messages);
        _changes[ShardKeys.WindowSlot(Meta.WindowSlot)] = slot;
        Meta.WindowSlot = (Meta.WindowSlot + 1) % RedeliveryWindow.Slots;
    }

    public async Task<bool> TrySaveAsync()
    {
        _changes[ShardKeys.Meta] = Meta;
        if (!await storage.TrySaveAsync(_changes))
            return false;
        _changes.Clear();
        hot.Trim();
        return true;
    }
}
