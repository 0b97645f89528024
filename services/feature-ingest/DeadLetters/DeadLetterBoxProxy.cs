using Dapr.Actors;
using Dapr.Actors.Client;
using UserRep.Contracts.DeadLetters;

namespace UserRep.FeatureIngest.DeadLetters;

/// <summary>Calls to the one box, wherever it is hosted.</summary>
internal sealed class DeadLetterBoxProxy(IActorProxyFactory factory)
{
    private readonly ActorProxy _box = factory.Create(new ActorId("0"), nameof(DeadLetterBox));

    public Task StoreAsync(DeadLetter[] letters, CancellationToken ct) => _box.InvokeMethodAsync(nameof(IDeadLetterBox.Store), letters, ct);

    public Task<DeadLetterPage> ListAsync(LetterQuery query, CancellationToken ct) => _box.InvokeMethodAsync<LetterQuery, DeadLetterPage>(nameof(IDeadLetterBox.List), query, ct);

    public Task<LetterAnswer> FindAsync(string id, CancellationToken ct) => _box.InvokeMethodAsync<string, LetterAnswer>(nameof(IDeadLetterBox.Find), id, ct);

    public Task<LetterAnswer> ReplayAsync(LetterReplay order, CancellationToken ct) => _box.InvokeMethodAsync<LetterReplay, LetterAnswer>(nameof(IDeadLetterBox.Replay), order, ct);

    public Task SettleAsync(ReplayMark replay, DeadLetterState state, CancellationToken ct) =>
        _box.InvokeMethodAsync(nameof(IDeadLetterBox.Settle), new LetterSettlement(replay.LetterId, replay.Number, state), ct);

    public Task<bool> DeleteAsync(string id, CancellationToken ct) => _box.InvokeMethodAsync<string, bool>(nameof(IDeadLetterBox.Delete), id, ct);

    public Task<LetterErasure> EraseAsync(LetterErasureOrder order, CancellationToken ct) => _box.InvokeMethodAsync<LetterErasureOrder, LetterErasure>(nameof(IDeadLetterBox.Erase), order, ct);

    public Task<BoxReport> ReportAsync(CancellationToken ct) => _box.InvokeMethodAsync<BoxReport>(nameof(IDeadLetterBox.Report), ct);
}
