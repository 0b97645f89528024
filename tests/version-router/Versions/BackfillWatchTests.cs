using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults;
using UserRep.Tests.Shared;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Audit;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;
using static UserRep.VersionRouter.Tests.Registries;

namespace UserRep.VersionRouter.Tests.Versions;

public class BackfillWatchTests
{
    private static readonly VersionRecord s_backfilling = Version(2, VersionState.Backfilling);

    private readonly FakeTimeProvider _time = new(Then.AddMinutes(1));
    private readonly IngestStandIn _ingest = new();
    private readonly RegistryStore _registry;

    public BackfillWatchTests() => _registry = new RegistryStore(new MemoryDapr(), new RegistrySnapshot(), _time, NullLogger<RegistryStore>.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Step_BackfillNotKnown_IsStartedOnceAllEncodersHaveTheVersion()
    {
        _time.SetUtcNow(Then.AddMinutes(2));
        await Watch().StepAsync(s_backfilling with { StateChangedAt = _time.GetUtcNow() }, Cancel);
        Assert.Empty(_ingest.Orders);
        await Watch().StepAsync(s_backfilling, Cancel);
        Assert.Equal(["PUT representation@v2"], _ingest.Orders);
    }

    [Theory]
    // Waiting: a shard may not have heard of it.
    [InlineData(BackfillState.Waiting, 1)]
    [InlineData(BackfillState.Running, 0)]
    // Whoever stopped it meant it.
    [InlineData(BackfillState.Stopped, 0)]
    public async Task Step_BackfillKnown_IsOrderedAgainOnlyWhileItWaits(BackfillState state, int orders)
    {
        _ingest.Backfills = [new BackfillProgress("representation@v2", state, 10, 5)];
        await Watch().StepAsync(s_backfilling, Cancel);
        Assert.Equal(orders, _ingest.Orders.Count);
    }

    [Fact]
    public async Task Step_VersionThatComesBack_IsFilledAnewThoughItWasOnce()
    {
        _ingest.Backfills = [new BackfillProgress("representation@v2", BackfillState.Done, 10, 10)];

        await Watch().StepAsync(s_backfilling with { Round = 1 }, Cancel);

        // Not Ready by the round before: whether it is covered was not even asked.
        Assert.Equal(["PUT representation@v2"], _ingest.Orders);
        Assert.Equal("?round=1", _ingest.Query);
    }

    [Fact]
    public async Task StopUnneeded_RetiredOrUnknownVersions_AreStoppedAndNoOthers()
    {
        foreach (var (number, state) in new[] { (1, VersionState.Retired), (2, VersionState.Backfilling), (3, VersionState.Serving), (4, VersionState.Retired) })
            Assert.True((await _registry.ChangeAsync<int>(new ChangeAuthor("me"), current => new Change<int>(current.With(Version(number, state)), 0, "added"), Cancel)).Ok);
        _ingest.Backfills =
        [
            new BackfillProgress("representation@v1", BackfillState.Running, 10, 5), new BackfillProgress("representation@v2", BackfillState.Running, 10, 5),
            new BackfillProgress("representation@v3", BackfillState.Waiting, 10, 5), new BackfillProgress("representation@v4", BackfillState.Done, 10, 10),
            new BackfillProgress("representation@v9", BackfillState.Waiting, 10, 0),
        ];
        Assert.Equal(["representation@v1", "representation@v9"], await Watch().StopUnneededAsync(Cancel));
        Assert.Equal(["DELETE representation@v1", "DELETE representation@v9"], _ingest.Orders);
    }

    private BackfillWatch Watch() => new(
        _registry, new IngestGateway(new HttpClient(_ingest) { BaseAddress = new Uri("http://feature-ingest") }), new StoreGateway(new HttpClient()), Options.Create(new VersionRouterOptions()), _time);

    private sealed class IngestStandIn : HttpMessageHandler
    {
        public IReadOnlyList<BackfillProgress> Backfills { get; set; } = [];

        public List<string> Orders { get; } = [];

        /// <summary>Of the last order.</summary>
        public string? Query { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var version = request.RequestUri!.Segments[^1];
            if (request.Method != HttpMethod.Get)
            {
                Orders.Add($"{request.Method} {version}");
                Query = request.RequestUri.Query;
            }
            else if (version == "backfills")
                return Answer(Backfills);
            else if (Backfills.FirstOrDefault(b => b.Version == version) is { } known)
                return Answer(known);
            else
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound));
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Accepted));
        }

        private static Task<HttpResponseMessage> Answer<T>(T body) => Task.FromResult(new HttpResponseMessage { Content = JsonContent.Create(body, options: UserRepJson.Options) });
    }
}
