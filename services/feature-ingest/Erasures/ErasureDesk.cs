using Dapr.Actors.Runtime;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Erasures;

/// <summary>Turns are serial; each loads what it needs, so a turn that fails leaves nothing behind. The work itself is its host's: see <see cref="ErasurePump"/>.</summary>
internal sealed class ErasureDesk(ActorHost host, IErasurePump pump, FeatureIngestInstruments instruments, IOptions<ErasureOptions> options, TimeProvider clock)
    : Actor(host), IErasureDesk, IRemindable
{
    private const string TendReminder = "tend";

    /// <summary>Erasures that one round of work takes on.</summary>
    private const int MaxAtOnce = 100;

    private static readonly TimeSpan TendPeriod = TimeSpan.FromMinutes(1);

    /// <summary>An actor wakes only on a call: the reminder is that call where something is owed after a crash.</summary>
    protected override Task OnActivateAsync() => RegisterReminderAsync(TendReminder, null, TendPeriod, TendPeriod);

    public async Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        var ledger = await LoadAsync();
        await ledger.SweepAsync();
        await SaveAsync(ledger);
        ScheduleIfOpen(ledger);
    }

    public async Task Tend() => ScheduleIfOpen(await LoadAsync());

    public async Task<ErasureAnswer> Request(ErasureRequest request)
    {
        var ledger = await LoadAsync();
        var record = await ledger.RequestAsync(request);
        await SaveAsync(ledger);
        ScheduleIfOpen(ledger);
        return new ErasureAnswer(record?.Receipt());
    }

    public async Task<ErasureAnswer> Find(string receipt) => new((await (await LoadAsync()).FindAsync(receipt))?.Receipt());

    public async Task<byte[]> Open() => new ErasureRecords { Records = { await (await LoadAsync()).OpenAsync(MaxAtOnce) } }.ToByteArray();

    public async Task Note(ErasureNote note)
    {
        var ledger = await LoadAsync();
        await ledger.NoteAsync(note);
        await SaveAsync(ledger);
        ScheduleIfOpen(ledger);
    }

    private void ScheduleIfOpen(ErasureLedger ledger)
    {
        if (ledger.Meta.Open.Count > 0)
            pump.Schedule();
    }

    private Task<ErasureLedger> LoadAsync() => ErasureLedger.LoadAsync(new ShardStorage(StateManager), options.Value, clock);

    private async Task SaveAsync(ErasureLedger ledger)
    {
        if (await ledger.TrySaveAsync())
            return;
        instruments.OnLostTurn();
        throw new InvalidOperationException("The erasures were written by another host; this turn was undone.");
    }
}
