using Dapr;
using Microsoft.Extensions.Logging.Abstractions;
using UserRep.Contracts.Audit;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.Tests.Shared;
using UserRep.VersionRouter.Audit;
using UserRep.VersionRouter.Registry;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Registry;

public abstract class RegistryStoreTests(EtagBehaviour etags)
{
    private static readonly ChangeAuthor s_me = new("me", "Ada", "to try", "plan-1");

    private readonly MemoryDapr _dapr = new(etags);
    private readonly RegistrySnapshot _snapshot = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_Decided_IsSavedWithItsAuditEntryAndHintedAt()
    {
        var store = Store();
        Assert.Equal(RegistryDocument.Empty, (await store.ReadAsync(Cancel)).Document);
        Assert.True((await AddAsync(store, 1)).Ok);
        Assert.True((await AddAsync(store, 2)).Ok);
        var (document, _) = await store.ReadAsync(Cancel);
        Assert.Equal((2, 2), (document.Epoch, document.Versions.Count));
        Assert.Equal(2, _snapshot.Current!.Epoch);
        var entry = await _dapr.GetStateAsync<AuditEntry>(ComponentNames.StateStore, AuditLog.Key(2), cancellationToken: Cancel);
        Assert.Equal((2, "me", "Ada", "added 2", "to try", "plan-1"), (entry.Epoch, entry.By, entry.As, entry.What, entry.Why, entry.Plan));
        Assert.Equal(2, _dapr.Published(Topics.EncoderVersions).Count);
    }

    [Fact]
    public async Task Change_ProblemOrNothingToDo_WritesNothing()
    {
        var store = Store();
        Assert.Equal("NO", (await store.ChangeAsync(s_me, Outcome<Change<int>> (_) => Problem.Conflict("NO", "no"), Cancel)).Problem!.Code);
        Assert.Equal(5, (await store.ChangeAsync<int>(s_me, _ => Change<int>.None(5), Cancel)).Value);
        Assert.Equal((0, 0), (_dapr.Commits, _dapr.Published(Topics.EncoderVersions).Count));
    }

    [Fact]
    public async Task Change_AnotherReplicaWasFirst_IsDecidedAgainOnItsDocument()
    {
        var first = true;
        _dapr.OnCommit = async () =>
        {
            if (!first)
                return;
            first = false;
            await AddAsync(Store(), 7);
        };
        await AddAsync(Store(), 8);
        var (document, _) = await Store().ReadAsync(Cancel);
        Assert.Equal(["representation@v7", "representation@v8"], document.Versions.Select(v => v.Version));
        Assert.Equal(1, _dapr.Conflicts);
    }

    [Fact]
    public async Task Change_TheAnswerIsLost_IsNotMadeTwice()
    {
        _dapr.LostAnswers = 1;
        Assert.True((await AddAsync(Store(), 1)).Ok);
        Assert.Equal((1, 1), (_dapr.Commits, (await Store().ReadAsync(Cancel)).Document.Epoch));
    }

    [Fact]
    public async Task Change_TheHintIsLost_StandsAllTheSame()
    {
        _dapr.PublishFault = new DaprException("the broker is away");
        Assert.True((await AddAsync(Store(), 1)).Ok);
        Assert.Equal(1, (await Store().ReadAsync(Cancel)).Document.Epoch);
    }

    [Fact]
    public async Task Change_TheStoreStaysAway_Fails()
    {
        _dapr.Failures = int.MaxValue;
        await Assert.ThrowsAsync<DaprException>(() => AddAsync(Store(), 1));
    }

    [Fact]
    public async Task Change_ManyAtOnce_NoneIsLost()
    {
        _dapr.OnCommit = async () => await Task.Yield();
        await Task.WhenAll(Enumerable.Range(1, 8).Select(n => Task.Run(() => AddAsync(Store(), n), Cancel)));
        var (document, _) = await Store().ReadAsync(Cancel);
        Assert.Equal((8, 8), (document.Epoch, document.Versions.Count));
    }

    private RegistryStore Store() => new(_dapr, _snapshot, new ImpatientClock(), NullLogger<RegistryStore>.Instance);

    private static Task<Outcome<int>> AddAsync(RegistryStore store, int number) =>
        store.ChangeAsync(s_me, Outcome<Change<int>> (document) => new Change<int>(document.With(Version(number, VersionState.Registered)), number, $"added {number}"), Cancel);
}

public sealed class RegistryStoreOnOpaqueEtagsTests() : RegistryStoreTests(EtagBehaviour.Opaque);

public sealed class RegistryStoreOnCountingEtagsTests() : RegistryStoreTests(EtagBehaviour.Counting);
