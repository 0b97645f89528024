using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Erasures;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Wire;
using UserRep.EventArchive.Events;
using UserRep.EventArchive.Reading;
using UserRep.EventArchive.Writing;
using UserRep.FeatureIngest.Archiving;
using UserRep.FeatureIngest.DeadLetters;
using UserRep.FeatureIngest.Erasures;
using UserRep.FeatureIngest.Shards;
using UserRep.FeatureIngest.Tests.Actors;
using UserRep.FeatureIngest.Tests.Shards;
using UserRep.ServiceDefaults.Topics;
using UserRep.Tests.Shared;

namespace UserRep.FeatureIngest.Tests.Erasures;

/// <summary>The steps over a real ledger, shard and archive; only the sidecar between them is made up.</summary>
public sealed class ErasureStepsTests : IAsyncLifetime
{
    private const string User = "someone";
    private const string Erase = "UserShard.Erase";
    private const string Letters = "DeadLetterBox.Erase";
    private const string Resume = "UserShard.ResumeArchive";
    private const string Note = "ErasureDesk.Note";

    private static readonly EventArchiveOptions s_compact = new();

    private readonly TempFolder _folder = new();
    private readonly FakeActors _actors = new();
    private readonly ShardFixture _shard = new();
    private readonly Dictionary<string, object> _desk = [];
    private readonly ServiceArchive _archive;
    private readonly ArchiveWriter _otherReplica;
    private readonly ErasureSteps _steps;
    private ShardMemory _memory = null!;
    private int _lettersLeft;
    private string _receipt = "";

    public ErasureStepsTests()
    {
        var options = Options.Create(new EventArchiveOptions { Enabled = true, Folder = _folder.Path });
        _archive = new ServiceArchive(options, _shard.Time, new ArchiveInstruments(TestMeters.Factory()), NullLogger<ServiceArchive>.Instance);
        _otherReplica = new ArchiveWriter(_folder.Path, new ArchiveWriterOptions(), _shard.Time);
        _actors.On("ErasureDesk.Open", async _ => new ErasureRecords { Records = { await (await LedgerAsync()).OpenAsync(100) } }.ToByteArray());
        _actors.On<ErasureNote>(Note, async (_, note) =>
        {
            var ledger = await LedgerAsync();
            await ledger.NoteAsync(note);
            Assert.True(await ledger.TrySaveAsync());
            return null;
        });
        _actors.On<HistoryErasureOrder>(Erase, async (_, order) =>
        {
            await new HistoryEraser(_memory).EraseAsync(order, _shard.Now, _shard.Now + 1000, isArchived: true);
            Assert.True(await _memory.TrySaveAsync());
            var mark = _memory.Marks.Find(order.UserId)!;
            return new HistoryErasure(mark.ErasedAt, mark.ExpiresAt, mark.Emission, new Dictionary<string, long>(mark.Removed));
        });
        _actors.On<HistoryErasureOrder>(Resume, async (_, order) =>
        {
            if (await new HistoryEraser(_memory).ReleaseAsync(order) is { } events)
                await _archive.AppendAsync(events);
            Assert.True(await _memory.TrySaveAsync());
            return null;
        });
        // A letter a call, as if the box were full of them.
        _actors.On<LetterErasureOrder>(Letters, (_, _) => Task.FromResult<object?>(new LetterErasure(_lettersLeft == 0, 2 - (_lettersLeft > 0 ? _lettersLeft-- : 0))));
        _steps = new ErasureSteps(
            new ErasureDeskProxy(_actors.Factory), new ShardProxies(_actors.Factory, Options.Create(new FeatureIngestOptions())), new DeadLetterBoxProxy(_actors.Factory), new BinaryPublisher(_shard.Dapr),
            _archive, options, _shard.Time, NullLogger<ErasureSteps>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _memory = await _shard.LoadAsync();
        await _shard.TurnAsync(_memory, _shard.Event(1, User, "e1"), _shard.Event(2, "another", "e1"));
        await _archive.AppendAsync([Record(User), Record("another")]);
        (_lettersLeft, _receipt) = (2, await RequestAsync(User));
    }

    public async ValueTask DisposeAsync()
    {
        await _otherReplica.DisposeAsync();
        await _archive.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_NothingUnderWay_DoesNothing()
    {
        _desk.Clear();
        Assert.False(await _steps.RunAsync(Cancel));
        Assert.Equal(["ErasureDesk.Open"], _actors.Calls);
    }

    [Fact]
    public async Task Run_AnErasure_GoesThroughItsStepsInOrder()
    {
        Assert.True(await _steps.RunAsync(Cancel));
        // The history first, since that fixes what is older; each step is taken down before the next begins. The archive comes last.
        Assert.Equal(["ErasureDesk.Open", Erase, Note, Note, Letters, Letters, Letters, Note, Note], _actors.Calls);
        var order = Assert.Single(_shard.Dapr.Published(Topics.UserErasures).Select(ErasureMessage.Parser.ParseFrom)).Order;
        Assert.Equal((_receipt, User, _shard.Now, _shard.Now + 1000, 1L), (order.Receipt, order.UserId, order.ErasedAt, order.ExpiresAt, order.Emission));
        Assert.Null(await _memory.FindAsync(User));
        Assert.Equal(["another"], Archived());
        Assert.Equal([ErasureOwners.Histories, ErasureOwners.DeadLetters], await ConfirmedAsync());

        // What is accepted meanwhile waits, and is archived once the archive is clear.
        _shard.Time.Advance(TimeSpan.FromSeconds(2));
        var later = _shard.Event(3, User, "later", publishedAt: _shard.Now);
        later.Archived = Record(User);
        await _shard.TurnAsync(_memory, later);
        Assert.Equal(["another"], Archived());
        Assert.True(await _steps.RunAsync(Cancel));
        Assert.Equal([ErasureOwners.Histories, ErasureOwners.DeadLetters, ErasureOwners.EventArchive], await ConfirmedAsync());
        Assert.Equal([Resume, Note], _actors.Calls.TakeLast(2));
        Assert.Equal(["another", User], Archived());

        // embedding-store confirms; the caches' time is later.
        await ConfirmEmbeddingsAsync(cachesFor: 5000);
        Assert.True(await _steps.RunAsync(Cancel));
        Assert.DoesNotContain(ErasureOwners.Caches, await ConfirmedAsync());
        _shard.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.True(await _steps.RunAsync(Cancel));
        Assert.Equal(ErasureState.Complete, (await ReceiptAsync()).State);
        Assert.False(await _steps.RunAsync(Cancel));
        Assert.Equal(1, _actors.Calls.Count(c => c == Erase));
        Assert.Single(_shard.Dapr.Published(Topics.UserErasures));
    }

    [Theory]
    [InlineData(Erase)]
    [InlineData(Letters)]
    [InlineData(Resume)]
    [InlineData("publish")]
    [InlineData("archive")]
    [InlineData(Note)]
    public async Task Run_OneStepFails_ChangesNothingOfItAndGoesOnFromThereLater(string step)
    {
        if (step == "publish")
            _shard.Dapr.PublishFault = new InvalidOperationException("away");
        else if (step == "archive")
            Directory.CreateDirectory(Hidden);
        else
            _actors.Failing.Add(step);
        if (step == "archive")
            HideArchive();
        for (var round = 0; round < 3; round++)
        {
            Assert.True(await _steps.RunAsync(Cancel));
            _shard.Time.Advance(TimeSpan.FromSeconds(s_compact.CompactSeconds));
        }
        string[] expected = step switch
        {
            // Nothing is told to anyone before the history is gone, which fixes the instant.
            Erase or Note => [],
            "publish" => [ErasureOwners.Histories],
            Letters => [ErasureOwners.Histories],
            _ => [ErasureOwners.Histories, ErasureOwners.DeadLetters],
        };
        Assert.Equal(expected, await ConfirmedAsync());
        if (step is Erase)
            Assert.Empty(_shard.Dapr.Published(Topics.UserErasures));

        _actors.Failing.Clear();
        _shard.Dapr.PublishFault = null;
        if (step == "archive")
            ShowArchive();
        // A segment that broke off is finished first, which takes the archive a round more.
        for (var round = 0; round < 5; round++)
        {
            Assert.True(await _steps.RunAsync(Cancel));
            _shard.Time.Advance(TimeSpan.FromSeconds(s_compact.CompactSeconds));
        }
        Assert.Equal([ErasureOwners.Histories, ErasureOwners.DeadLetters, ErasureOwners.EventArchive], await ConfirmedAsync());
        Assert.Equal((1, 1), ((await ReceiptAsync()).Owners[0].Removed["histories"], _memory.Meta.Users));
        Assert.Equal(["another"], Archived());
    }

    [Fact]
    public async Task Run_OneErasureFails_TheOthersGoOn()
    {
        var other = await RequestAsync("another");
        _actors.On<HistoryErasureOrder>(Erase, (_, order) => order.Receipt == _receipt
            ? Task.FromException<object?>(new InvalidOperationException("lost turn"))
            : Task.FromResult<object?>(new HistoryErasure(_shard.Now, _shard.Now + 1000, 0, new Dictionary<string, long>())));
        await Assert.ThrowsAnyAsync<Exception>(() => new ShardProxies(_actors.Factory, Options.Create(new FeatureIngestOptions())).EraseAsync(new(User, _receipt), Cancel));
        Assert.True(await _steps.RunAsync(Cancel));
        Assert.Empty(await ConfirmedAsync());
        Assert.Equal([ErasureOwners.Histories, ErasureOwners.DeadLetters], await ConfirmedAsync(other));
        // Of the one whose history is there still, nothing is removed from the archive.
        Assert.Equal([User], Archived());
    }

    [Fact]
    public async Task Run_AnOrderWithoutAConfirmation_IsPublishedAgainAfterTenMinutes()
    {
        await _steps.RunAsync(Cancel);
        await _steps.RunAsync(Cancel);
        Assert.Single(_shard.Dapr.Published(Topics.UserErasures));
        _shard.Time.Advance(TimeSpan.FromMinutes(10));
        await _steps.RunAsync(Cancel);
        Assert.Equal(2, _shard.Dapr.Published(Topics.UserErasures).Count);
        await ConfirmEmbeddingsAsync(cachesFor: 0);
        _shard.Time.Advance(TimeSpan.FromMinutes(10));
        await _steps.RunAsync(Cancel);
        Assert.Equal(2, _shard.Dapr.Published(Topics.UserErasures).Count);
    }

    [Fact]
    public async Task Run_AnotherReplicasOpenSegment_IsWaitedForAndThenCleared()
    {
        await _otherReplica.AppendAsync([Record(User)], Cancel);
        await _steps.RunAsync(Cancel);
        var waiting = (await ReceiptAsync()).Owners.Single(o => o.Owner == ErasureOwners.EventArchive).Waiting;
        Assert.Contains("1 segments", waiting);
        // The archive is not gone through again before the other replica can have finished.
        var notes = _actors.Calls.Count;
        await _otherReplica.FinishSegmentAsync(Cancel);
        await _steps.RunAsync(Cancel);
        Assert.Equal(["ErasureDesk.Open"], _actors.Calls.Skip(notes));
        _shard.Time.Advance(TimeSpan.FromSeconds(s_compact.CompactSeconds));
        await _steps.RunAsync(Cancel);
        await _steps.RunAsync(Cancel);
        Assert.Contains(ErasureOwners.EventArchive, await ConfirmedAsync());
        Assert.Equal(["another"], Archived());
        Assert.Equal(2, (await ReceiptAsync()).Owners.Single(o => o.Owner == ErasureOwners.EventArchive).Removed["events"]);
    }

    private string Hidden => _folder.Path + ".away";

    private void HideArchive()
    {
        Directory.Delete(Hidden);
        Directory.Move(_folder.Path, Hidden);
        // A file where the folder should be: it can't be written to, and isn't taken for an archive without events.
        File.WriteAllText(_folder.Path, "");
    }

    private void ShowArchive()
    {
        File.Delete(_folder.Path);
        Directory.Move(Hidden, _folder.Path);
    }

    private async Task<string> RequestAsync(string user)
    {
        var ledger = await LedgerAsync();
        var record = await ledger.RequestAsync(new ErasureRequest(user, "playground"));
        Assert.True(await ledger.TrySaveAsync());
        return record!.Receipt;
    }

    private async Task ConfirmEmbeddingsAsync(long cachesFor)
    {
        var ledger = await LedgerAsync();
        await ledger.NoteAsync(new ErasureNote(_receipt, ErasureOwners.Embeddings, true, new Dictionary<string, long>(), CachesUntil: _shard.Now + cachesFor));
        Assert.True(await ledger.TrySaveAsync());
    }

    private async Task<string[]> ConfirmedAsync(string? receipt = null) => [.. (await ReceiptAsync(receipt)).Owners.Where(o => o.ConfirmedAt is not null).Select(o => o.Owner)];

    private async Task<ErasureReceipt> ReceiptAsync(string? receipt = null) => (await (await LedgerAsync()).FindAsync(receipt ?? _receipt))!.Receipt();

    private Task<ErasureLedger> LedgerAsync() => ErasureLedger.LoadAsync(new ShardStorage(new MemoryActorState(_desk)), new ErasureOptions(), _shard.Time);

    private string[] Archived()
    {
        using var snapshot = ArchiveSnapshot.Open(_folder.Path);
        return [.. snapshot.Days.SelectMany(snapshot.Of).Select(e => e.UserId).Order(StringComparer.Ordinal)];
    }

    private static ByteString Record(string user) =>
        new ArchivedEvent { EventId = Guid.NewGuid().ToString("N"), UserId = user, At = UnixDay.MillisecondsPerDay, Interaction = new ArchivedInteraction { ItemId = "i", Action = "like" } }.ToByteString();
}
