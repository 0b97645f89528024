using Google.Protobuf;
using UserRep.Contracts.DeadLetters;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.DeadLetters;

/// <summary>
/// The dead letters as their actor's host sees them in one turn: letters, the paged directory over them, and the counts, all
/// changed together and saved in one transaction.
/// </summary>
internal sealed class LetterBox(ShardStorage storage, BoxMeta meta, DeadLetterOptions options, TimeProvider clock)
{
    public const int LettersPerPage = 256;

    /// <summary>Pages that one listing reads at most: a rare reason among many letters is found over several calls.</summary>
    private const int MaxPagesRead = 64;

    private readonly Dictionary<string, IMessage?> _changes = [];
    private ErasedSenders? _erased;

    public BoxMeta Meta { get; } = meta;

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private long Expiry => Now + options.RetentionDays * 86_400_000L;

    public long LastPage => (Meta.Next - 1) / LettersPerPage;

    public static async Task<LetterBox> LoadAsync(ShardStorage storage, DeadLetterOptions options, TimeProvider clock)
    {
        await storage.OpenAsync();
        return new LetterBox(storage, await storage.ReadAsync(BoxKeys.Meta, BoxMeta.Parser) ?? new BoxMeta(), options, clock);
    }

    /// <returns>False for a refusal that was counted before.</returns>
    public async Task<bool> StoreAsync(DeadLetter letter)
    {
        var known = await ReadAsync(letter.Id);
        // What claims to replay a letter more often than it was replayed is a stranger's.
        if (known is not null && (letter.Replay <= known.Settled || letter.Replay > known.Entry.Replays))
        {
            Meta.Redelivered++;
            return false;
        }
        Meta.Refused[letter.Reason] = Meta.Refused.GetValueOrDefault(letter.Reason) + 1;
        if (known is null)
        {
            await AddAsync(letter);
            if (await IsErasedAsync(letter))
                await DeleteAsync(letter.Id);
        }
        else
            await RefuseAgainAsync(known, letter);
        return true;
    }

    /// <summary>A letter that is there to be seen: neither deleted nor expired.</summary>
    public async Task<StoredLetter?> FindAsync(string id) => await ReadAsync(id) is { } letter && IsVisible(letter.Entry) ? letter : null;

    public async Task<(IReadOnlyList<LetterEntry> Entries, long? Next)> ListAsync(string? reason, long after, int limit)
    {
        var found = new List<LetterEntry>();
        var from = Math.Max(after, Meta.FirstPage * LettersPerPage - 1);
        for (var page = (from + 1) / LettersPerPage; page <= LastPage && Meta.Next > 0; page++)
        {
            if (page - (from + 1) / LettersPerPage >= MaxPagesRead)
                return (found, page * LettersPerPage - 1);
            foreach (var entry in (await PageAsync(page)).Entries.Where(e => e.Number > from && IsVisible(e) && (reason is null || e.Reason == reason)))
            {
                if (found.Count == limit)
                    return (found, found[^1].Number);
                found.Add(entry);
            }
        }
        return (found, null);
    }

    /// <summary>Writes a letter and its line in the directory.</summary>
    public async Task PutAsync(StoredLetter letter)
    {
        var page = await PageAsync(letter.Entry.Number / LettersPerPage);
        var index = page.Entries.TakeWhile(e => e.Number < letter.Entry.Number).Count();
        var bytes = letter.Original.Length + letter.Replay.Length;
        if (index < page.Entries.Count)
        {
            Meta.KeptBytes += bytes - page.Entries[index].KeptBytes;
            letter.Entry.KeptBytes = bytes;
            page.Entries[index] = letter.Entry.Clone();
        }
        else
        {
            (Meta.Kept, Meta.KeptBytes) = (Meta.Kept + 1, Meta.KeptBytes + bytes);
            letter.Entry.KeptBytes = bytes;
            page.Entries.Add(letter.Entry.Clone());
        }
        _changes[BoxKeys.Page(letter.Entry.Number / LettersPerPage)] = page;
        _changes[BoxKeys.Letter(letter.Entry.Id)] = letter;
    }

    /// <summary>Records what a replay publishes; saved before it is published.</summary>
    public async Task BeginReplayAsync(StoredLetter letter, byte[] message)
    {
        (letter.Replay, letter.ReplayedAt, letter.Published) = (ByteString.CopyFrom(message), Now, false);
        (letter.Entry.State, letter.Entry.Replays) = ((int)DeadLetterState.Replaying, letter.Entry.Replays + 1);
        Meta.Replays++;
        await PutAsync(letter);
    }

    /// <summary>A replay came through: settled, so it goes in time.</summary>
    public async Task SettleAsync(ReplayMark replay, DeadLetterState state)
    {
        if (await ReadAsync(replay.LetterId) is not { Entry.Deleted: false } letter || replay.Number <= letter.Settled || replay.Number > letter.Entry.Replays)
            return;
        (letter.Settled, letter.Published, letter.Entry.State, letter.Entry.ExpiresAt) = (replay.Number, true, (int)state, Expiry);
        await PutAsync(letter);
    }

    public async Task<bool> DeleteAsync(string id)
    {
        if (await FindAsync(id) is not { } letter)
            return false;
        await EmptyAsync(letter);
        return true;
    }

    /// <summary>Empties a user's letters, a number of pages at a time; what was emptied and how far it is are saved together.</summary>
    public async Task<LetterErasure> EraseAsync(LetterErasureOrder order)
    {
        var erased = await ErasedAsync();
        var hash = ShardKeys.UserHash(order.UserId);
        var mark = erased.Users.FirstOrDefault(u => u.Hash == hash);
        if (mark?.Receipt != order.Receipt)
        {
            if (mark is not null)
                erased.Users.Remove(mark);
            mark = new ErasedSender { Hash = hash, Receipt = order.Receipt, ErasedAt = order.ErasedAt, ExpiresAt = order.ExpiresAt, Page = Meta.FirstPage };
            erased.Users.Add(mark);
        }
        for (var read = 0; read < MaxPagesRead && !mark.Done; read++)
        {
            foreach (var entry in (await PageAsync(mark.Page)).Entries.Where(e => e.UserId == order.UserId).ToArray())
            {
                await EmptyAsync((await ReadAsync(entry.Id))!);
                mark.Removed++;
            }
            mark.Page++;
            mark.Done = mark.Page > LastPage;
        }
        _changes[BoxKeys.Erased] = erased;
        return new LetterErasure(mark.Done, mark.Removed);
    }

    /// <summary>Forgets whom nothing older can come of any more.</summary>
    public async Task SweepErasedAsync()
    {
        var erased = await ErasedAsync();
        foreach (var mark in erased.Users.Where(u => u.ExpiresAt <= Now).ToArray())
        {
            erased.Users.Remove(mark);
            _changes[BoxKeys.Erased] = erased;
        }
    }

    private async Task EmptyAsync(StoredLetter letter)
    {
        letter.Faults.Clear();
        (letter.Original, letter.Replay) = (ByteString.Empty, ByteString.Empty);
        (letter.Entry.Deleted, letter.Entry.UserId, letter.Entry.ExpiresAt) = (true, "", Expiry);
        await PutAsync(letter);
        (Meta.Kept, Meta.Deleted) = (Meta.Kept - 1, Meta.Deleted + 1);
    }

    /// <summary>Removes what has expired on one page.</summary>
    public async Task SweepAsync(long page)
    {
        var content = await PageAsync(page);
        foreach (var entry in content.Entries.Where(HasExpired).ToArray())
        {
            Meta.Expired += entry.Deleted ? 0 : 1;
            Remove(content, entry);
        }
        await SkipEmptyPagesAsync();
    }

    /// <summary>The oldest go until the box is within its bound.</summary>
    public async Task KeepWithinBoundAsync()
    {
        while (Meta.Kept > options.MaxLetters || Meta.KeptBytes > options.MaxMegabytes * 1024L * 1024)
        {
            await SkipEmptyPagesAsync();
            var page = await PageAsync(Meta.FirstPage);
            Meta.Overflowed += page.Entries[0].Deleted ? 0 : 1;
            Remove(page, page.Entries[0]);
        }
    }

    private async Task SkipEmptyPagesAsync()
    {
        while (Meta.FirstPage < LastPage && (await PageAsync(Meta.FirstPage)).Entries.Count == 0)
            Meta.FirstPage++;
    }

    public async Task<bool> TrySaveAsync()
    {
        _changes[BoxKeys.Meta] = Meta;
        if (!await storage.TrySaveAsync(_changes))
            return false;
        _changes.Clear();
        return true;
    }

    private bool HasExpired(LetterEntry entry) => entry.ExpiresAt != 0 && entry.ExpiresAt <= Now;

    private bool IsVisible(LetterEntry entry) => !entry.Deleted && !HasExpired(entry);

    private Task AddAsync(DeadLetter letter)
    {
        var user = letter.UserId ?? "";
        return PutAsync(new StoredLetter
        {
            Entry = new LetterEntry
            {
                Id = letter.Id,
                Number = Meta.Next++,
                Reason = letter.Reason,
                ReceivedAt = letter.RefusedAt.ToUnixTimeMilliseconds(),
                UserId = user,
                OriginalLength = letter.OriginalLength,
                // Not 0 where the letter is gone whose replay this is: then this is the letter.
                Replays = letter.Replay,
                ExpiresAt = user.Length == 0 ? Expiry : 0,
            },
            Faults = { letter.Faults.Select(f => new LetterFault { Field = f.Field, Problem = f.Problem }) },
            Original = ByteString.CopyFrom(letter.Original),
            Settled = letter.Replay,
        });
    }

    private async Task RefuseAgainAsync(StoredLetter known, DeadLetter letter)
    {
        known.Settled = letter.Replay;
        if (!known.Entry.Deleted)
        {
            known.Published = true;
            (known.Entry.State, known.Entry.Reason) = ((int)DeadLetterState.RefusedAgain, letter.Reason);
            known.Faults.Clear();
            known.Faults.AddRange(letter.Faults.Select(f => new LetterFault { Field = f.Field, Problem = f.Problem }));
        }
        await PutAsync(known);
    }

    private void Remove(LetterPage page, LetterEntry entry)
    {
        page.Entries.Remove(entry);
        Meta.Kept -= entry.Deleted ? 0 : 1;
        Meta.KeptBytes -= entry.KeptBytes;
        var number = entry.Number / LettersPerPage;
        // The last page is still being filled; an empty one in the middle is nothing, and read as nothing.
        _changes[BoxKeys.Page(number)] = page.Entries.Count == 0 && number < LastPage ? null : page;
        _changes[BoxKeys.Letter(entry.Id)] = null;
    }

    /// <summary>Older than the erasure of the user it names, as is one that doesn't say when it was published.</summary>
    private async Task<bool> IsErasedAsync(DeadLetter letter)
    {
        if (letter.UserId is null)
            return false;
        var hash = ShardKeys.UserHash(letter.UserId);
        return (await ErasedAsync()).Users.FirstOrDefault(u => u.Hash == hash) is { } mark
            && (letter.PublishedAt is not { } at || at.ToUnixTimeMilliseconds() <= mark.ErasedAt);
    }

    private async Task<ErasedSenders> ErasedAsync() => _erased ??= await storage.ReadAsync(BoxKeys.Erased, ErasedSenders.Parser) ?? new ErasedSenders();

    private async Task<LetterPage> PageAsync(long page)
    {
        if (_changes.TryGetValue(BoxKeys.Page(page), out var changed))
            return (LetterPage?)changed ?? new LetterPage();
        return await storage.ReadAsync(BoxKeys.Page(page), LetterPage.Parser) ?? new LetterPage();
    }

    private async Task<StoredLetter?> ReadAsync(string id)
    {
        if (_changes.TryGetValue(BoxKeys.Letter(id), out var changed))
            return (StoredLetter?)changed;
        return await storage.ReadAsync(BoxKeys.Letter(id), StoredLetter.Parser);
    }
}
