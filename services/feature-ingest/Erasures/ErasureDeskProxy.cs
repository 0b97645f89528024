using Dapr.Actors;
using Dapr.Actors.Client;
using UserRep.Contracts.Erasures;

namespace UserRep.FeatureIngest.Erasures;

/// <summary>Calls to the one desk, wherever it is hosted.</summary>
internal sealed class ErasureDeskProxy(IActorProxyFactory factory)
{
    private readonly ActorProxy _desk = factory.Create(new ActorId("0"), nameof(ErasureDesk));

    /// <returns>Null if too many are under way.</returns>
    public async Task<ErasureReceipt?> RequestAsync(ErasureRequest request, CancellationToken ct) =>
        (await _desk.InvokeMethodAsync<ErasureRequest, ErasureAnswer>(nameof(IErasureDesk.Request), request, ct)).Receipt;

    public async Task<ErasureReceipt?> FindAsync(string receipt, CancellationToken ct) =>
        (await _desk.InvokeMethodAsync<string, ErasureAnswer>(nameof(IErasureDesk.Find), receipt, ct)).Receipt;

    public async Task<IReadOnlyList<ErasureRecord>> OpenAsync(CancellationToken ct) =>
        ErasureRecords.Parser.ParseFrom(await _desk.InvokeMethodAsync<byte[]>(nameof(IErasureDesk.Open), ct)).Records;

    public Task TendAsync(CancellationToken ct) => _desk.InvokeMethodAsync(nameof(IErasureDesk.Tend), ct);

    public Task NoteAsync(ErasureNote note, CancellationToken ct) => _desk.InvokeMethodAsync(nameof(IErasureDesk.Note), note, ct);
}
