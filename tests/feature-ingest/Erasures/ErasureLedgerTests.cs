using System.Text;
using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.Erasures;
using UserRep.FeatureIngest.Erasures;
using UserRep.FeatureIngest.Shards;
using UserRep.FeatureIngest.Tests.Shards;

namespace UserRep.FeatureIngest.Tests.Erasures;

public class ErasureLedgerTests
{
    private static readonly Dictionary<string, long> s_two = new() { ["things"] = 2 };

    private readonly Dictionary<string, object> _store = [];
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Note_UntilEveryOwnerHasConfirmed_IsUnderWay()
    {
        var receipt = await RequestAsync("someone");
        foreach (var owner in ErasureOwners.All)
        {
            var shown = await ShownAsync(receipt);
            Assert.Equal((ErasureState.UnderWay, "someone", null), (shown.State, shown.UserId, shown.CompletedAt));
            Assert.NotNull(shown.Owners.Single(o => o.Owner == owner).Waiting);
            await NoteAsync(new ErasureNote(receipt, owner, true, s_two, owner == ErasureOwners.Histories ? new HistoryErasure(1, 2, 3, s_two) : null));
        }
        var done = await ShownAsync(receipt);
        Assert.Equal((ErasureState.Complete, null, _time.GetUtcNow()), (done.State, done.UserId, done.CompletedAt));
        Assert.All(done.Owners, o => Assert.Equal((2, null, _time.GetUtcNow()), (o.Removed["things"], o.Waiting, o.ConfirmedAt)));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("someone"u8)), done.UserHash);
        // From then on only the hash is kept.
        Assert.DoesNotContain("someone", Encoding.UTF8.GetString([.. _store.Values.OfType<byte[]>().SelectMany(b => b)]));
        Assert.Empty((await LoadAsync()).Meta.Open);
    }

    [Fact]
    public async Task Note_FromAnOwnerThatHasConfirmed_ChangesNothing()
    {
        var receipt = await RequestAsync("someone");
        foreach (var _ in Enumerable.Range(0, 3))
            await NoteAsync(new ErasureNote(receipt, ErasureOwners.Embeddings, true, s_two, CachesUntil: 7));
        Assert.Equal(2, (await ShownAsync(receipt)).Owners.Single(o => o.Owner == ErasureOwners.Embeddings).Removed["things"]);
        await NoteAsync(new ErasureNote(receipt, "a stranger", true, s_two));
        await NoteAsync(new ErasureNote("unheard-of", ErasureOwners.Embeddings, true, s_two));
        Assert.Equal(5, (await ShownAsync(receipt)).Owners.Count);
    }

    [Fact]
    public async Task Note_OfTheArchive_KeepsTheFirstOpenSegmentsAndAddsWhatWasRemoved()
    {
        var receipt = await RequestAsync("someone");
        await NoteAsync(new ErasureNote(receipt, ErasureOwners.Histories, true, s_two, new HistoryErasure(1, 2, 3, s_two)));
        await NoteAsync(new ErasureNote(receipt, ErasureOwners.EventArchive, false, s_two, OpenSegments: ["a", "b"]));
        await NoteAsync(new ErasureNote(receipt, ErasureOwners.EventArchive, false, s_two, OpenSegments: ["c"]));
        var record = (await (await LoadAsync()).FindAsync(receipt))!;
        Assert.Equal(["a", "b"], record.OpenSegments);
        Assert.False(record.ArchiveCleared);
        Assert.Contains("2 segments", record.Receipt().Owners.Single(o => o.Owner == ErasureOwners.EventArchive).Waiting);
        await NoteAsync(new ErasureNote(receipt, ErasureOwners.EventArchive, false, s_two, Cleared: true));
        record = (await (await LoadAsync()).FindAsync(receipt))!;
        Assert.Equal((6, true), (record.Receipt().Owners.Single(o => o.Owner == ErasureOwners.EventArchive).Removed["things"], record.ArchiveCleared));
    }

    [Fact]
    public async Task Request_TheSameUserAgain_IsTheSameErasureUntilTheHistoryIsGone()
    {
        var receipt = await RequestAsync("someone");
        Assert.Equal(receipt, await RequestAsync("someone"));
        Assert.NotEqual(receipt, await RequestAsync("another"));
        await NoteAsync(new ErasureNote(receipt, ErasureOwners.Histories, true, s_two, new HistoryErasure(1, 2, 3, s_two)));
        Assert.NotEqual(receipt, await RequestAsync("someone"));
    }

    [Fact]
    public async Task Request_BeyondTheBound_IsRefused()
    {
        foreach (var i in Enumerable.Range(0, 3))
            await RequestAsync($"u{i}");
        Assert.Null(await (await LoadAsync(maxOpen: 3)).RequestAsync(new ErasureRequest("one more", "by")));
        Assert.NotNull(await (await LoadAsync(maxOpen: 4)).RequestAsync(new ErasureRequest("one more", "by")));
    }

    [Fact]
    public async Task Sweep_ReceiptsAfterTheirTime_AreForgottenWithTheirPages()
    {
        var early = await CompletedAsync(300);
        _time.Advance(TimeSpan.FromDays(60));
        var late = await CompletedAsync(10);
        _time.Advance(TimeSpan.FromDays(30));
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var ledger = await LoadAsync();
            await ledger.SweepAsync();
            Assert.True(await ledger.TrySaveAsync());
        }
        var swept = await LoadAsync();
        foreach (var receipt in early)
            Assert.Null(await swept.FindAsync(receipt));
        foreach (var receipt in late)
            Assert.NotNull(await swept.FindAsync(receipt));
        // meta, epoch, ten records and the page that is being filled.
        Assert.Equal((1, 13), (swept.Meta.FirstPage, _store.Count));
    }

    private async Task<List<string>> CompletedAsync(int count)
    {
        var receipts = new List<string>();
        var ledger = await LoadAsync();
        for (var i = 0; i < count; i++)
        {
            var receipt = (await ledger.RequestAsync(new ErasureRequest($"u{i}", "by")))!.Receipt;
            receipts.Add(receipt);
            foreach (var owner in ErasureOwners.All)
                await ledger.NoteAsync(new ErasureNote(receipt, owner, true, s_two));
        }
        Assert.True(await ledger.TrySaveAsync());
        return receipts;
    }

    private async Task<string> RequestAsync(string user)
    {
        var ledger = await LoadAsync();
        var record = await ledger.RequestAsync(new ErasureRequest(user, "by"));
        Assert.True(await ledger.TrySaveAsync());
        return record!.Receipt;
    }

    private async Task NoteAsync(ErasureNote note)
    {
        var ledger = await LoadAsync();
        await ledger.NoteAsync(note);
        Assert.True(await ledger.TrySaveAsync());
    }

    private async Task<ErasureReceipt> ShownAsync(string receipt) => (await (await LoadAsync()).FindAsync(receipt))!.Receipt();

    private Task<ErasureLedger> LoadAsync(int maxOpen = 1000) => ErasureLedger.LoadAsync(new ShardStorage(new MemoryActorState(_store)), new ErasureOptions { MaxOpen = maxOpen }, _time);
}
