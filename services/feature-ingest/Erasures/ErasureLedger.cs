using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using UserRep.Contracts.Erasures;
using UserRep.Contracts.Events;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Erasures;

/// <summary>The erasures as their actor's host sees them in one turn; all that a turn changes is saved in one transaction.</summary>
internal sealed class ErasureLedger(ShardStorage storage, DeskMeta meta, ErasureOptions options, TimeProvider clock)
{
    public const int ErasuresPerPage = 256;

    private readonly Dictionary<string, IMessage?> _changes = [];

    public DeskMeta Meta { get; } = meta;

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<ErasureLedger> LoadAsync(ShardStorage storage, ErasureOptions options, TimeProvider clock)
    {
        await storage.OpenAsync();
        return new ErasureLedger(storage, await storage.ReadAsync(DeskKeys.Meta, DeskMeta.Parser) ?? new DeskMeta(), options, clock);
    }

    /// <returns>Null if too many are under way.</returns>
    public async Task<ErasureRecord?> RequestAsync(ErasureRequest request)
    {
        // Later events of a user whose history is gone already are another erasure's.
        foreach (var open in await OpenAsync(int.MaxValue))
        {
            if (open.UserId == request.UserId && open.ErasedAt == 0)
                return open;
        }
        if (Meta.Open.Count >= options.MaxOpen)
            return null;
        var record = new ErasureRecord
        {
            Receipt = Guid.NewGuid().ToString("N"),
            UserId = request.UserId,
            UserHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.UserId))),
            RequestedAt = Now,
            RequestedBy = request.By,
            Owners = { ErasureOwners.All.Select(o => new OwnerRecord { Owner = o }) },
        };
        Meta.Open.Add(record.Receipt);
        _changes[DeskKeys.Erasure(record.Receipt)] = record;
        return record;
    }

    public async Task<ErasureRecord?> FindAsync(string receipt) =>
        _changes.TryGetValue(DeskKeys.Erasure(receipt), out var changed) ? (ErasureRecord?)changed : await storage.ReadAsync(DeskKeys.Erasure(receipt), ErasureRecord.Parser);

    /// <returns>The oldest of those under way.</returns>
    public async Task<IReadOnlyList<ErasureRecord>> OpenAsync(int most)
    {
        var open = new List<ErasureRecord>();
        foreach (var receipt in Meta.Open.Take(most))
            open.Add((await FindAsync(receipt))!);
        return open;
    }

    public async Task NoteAsync(ErasureNote note)
    {
        if (await FindAsync(note.Receipt) is not { CompletedAt: 0 } record || record.Owners.FirstOrDefault(o => o.Owner == note.Owner) is not { ConfirmedAt: 0 } owner)
            return;
        if (note.History is { } history)
            (record.ErasedAt, record.ExpiresAt, record.Emission) = (history.ErasedAt, history.ExpiresAt, history.Emission);
        if (note.Ordered)
            record.OrderedAt = Now;
        if (note.OpenSegments is { } segments && !record.ArchiveBegun)
        {
            record.ArchiveBegun = true;
            record.OpenSegments.AddRange(segments);
        }
        record.ArchiveCleared |= note.Cleared;
        record.CachesUntil = Math.Max(record.CachesUntil, note.CachesUntil);
        foreach (var (kind, count) in note.Removed)
            owner.Removed[kind] = owner.Removed.GetValueOrDefault(kind) + count;
        owner.ConfirmedAt = note.Confirmed ? Now : 0;
        _changes[DeskKeys.Erasure(record.Receipt)] = record;
        if (record.Owners.All(o => o.ConfirmedAt != 0))
            await CompleteAsync(record);
    }

    /// <summary>Forgets receipts whose time is over, a page at most.</summary>
    public async Task SweepAsync()
    {
        var page = await PageAsync(Meta.FirstPage);
        var over = page.Entries.Where(e => e.At + options.ReceiptDays * UnixDay.MillisecondsPerDay <= Now).ToArray();
        foreach (var entry in over)
        {
            page.Entries.Remove(entry);
            _changes[DeskKeys.Erasure(entry.Receipt)] = null;
        }
        var isFull = Meta.Completed / ErasuresPerPage > Meta.FirstPage;
        if (over.Length > 0)
            _changes[DeskKeys.Page(Meta.FirstPage)] = isFull && page.Entries.Count == 0 ? null : page;
        if (isFull && page.Entries.Count == 0)
            Meta.FirstPage++;
    }

    public async Task<bool> TrySaveAsync()
    {
        _changes[DeskKeys.Meta] = Meta;
        return await storage.TrySaveAsync(_changes);
    }

    /// <summary>From now on the record names the user by hash only.</summary>
    private async Task CompleteAsync(ErasureRecord record)
    {
        (record.CompletedAt, record.UserId) = (Now, "");
        Meta.Open.Remove(record.Receipt);
        var number = Meta.Completed++ / ErasuresPerPage;
        var page = await PageAsync(number);
        page.Entries.Add(new CompletedErasure { Receipt = record.Receipt, At = record.CompletedAt });
        _changes[DeskKeys.Page(number)] = page;
    }

    private async Task<CompletedPage> PageAsync(long page) =>
        _changes.TryGetValue(DeskKeys.Page(page), out var changed) && changed is not null ? (CompletedPage)changed
        : await storage.ReadAsync(DeskKeys.Page(page), CompletedPage.Parser) ?? new CompletedPage();
}
