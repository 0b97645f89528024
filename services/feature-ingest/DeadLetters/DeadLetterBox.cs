using Dapr.Actors.Runtime;
using Dapr.Client;
using Microsoft.Extensions.Options;
using UserRep.Contracts.DeadLetters;
using UserRep.Contracts.Mesh;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.DeadLetters;

/// <summary>Turns are serial; each loads what it needs, so a turn that fails leaves nothing behind.</summary>
internal sealed class DeadLetterBox(ActorHost host, DaprClient dapr, FeatureIngestInstruments instruments, IOptions<DeadLetterOptions> options, TimeProvider clock)
    : Actor(host), IDeadLetterBox, IRemindable
{
    private const string SweepReminder = "sweep";
    private const string CloudEvents = "application/cloudevents+json";
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromHours(1);

    protected override Task OnActivateAsync() => RegisterReminderAsync(SweepReminder, null, SweepPeriod, SweepPeriod);

    public async Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        var box = await LoadAsync();
        for (var page = box.Meta.FirstPage; page <= box.LastPage; page++)
        {
            await box.SweepAsync(page);
            await SaveAsync(box);
        }
        await box.SweepErasedAsync();
        await SaveAsync(box);
    }

    public async Task Store(DeadLetter[] letters)
    {
        var box = await LoadAsync();
        var counted = new List<string>();
        foreach (var letter in letters)
        {
            if (await box.StoreAsync(letter))
                counted.Add(letter.Reason);
        }
        await box.KeepWithinBoundAsync();
        await SaveAsync(box);
        counted.ForEach(instruments.OnRefused);
    }

    public async Task<DeadLetterPage> List(LetterQuery query)
    {
        var (entries, next) = await (await LoadAsync()).ListAsync(query.Reason, query.After, query.Limit);
        return new DeadLetterPage([.. entries.Select(e => e.Summary())], next);
    }

    public async Task<LetterAnswer> Find(string id) => new((await (await LoadAsync()).FindAsync(id))?.Detail());

    public async Task<LetterAnswer> Replay(LetterReplay order)
    {
        var box = await LoadAsync();
        if (await box.FindAsync(order.Id) is not { } letter)
            return new LetterAnswer(null);
        if ((DeadLetterState)letter.Entry.State is DeadLetterState.Waiting or DeadLetterState.RefusedAgain)
        {
            if (ReplayMessage.TryBuild(letter, order.Replacement, letter.Entry.Replays + 1, out var fault) is not { } message)
                return new LetterAnswer(letter.Detail(), fault);
            await box.BeginReplayAsync(letter, message);
            await SaveAsync(box);
        }
        // What is owed was recorded first: after a crash in between, the next call publishes the very same message.
        if (letter is { Published: false, Replay.IsEmpty: false })
        {
            await dapr.PublishByteEventAsync(ComponentNames.PubSub, Topics.UserEvents, letter.Replay.Memory, CloudEvents);
            letter.Published = true;
            await box.PutAsync(letter);
            await SaveAsync(box);
        }
        return new LetterAnswer(letter.Detail());
    }

    public async Task Settle(LetterSettlement settlement)
    {
        var box = await LoadAsync();
        await box.SettleAsync(new ReplayMark(settlement.Id, settlement.Replay), settlement.State);
        await SaveAsync(box);
    }

    public async Task<bool> Delete(string id)
    {
        var box = await LoadAsync();
        var found = await box.DeleteAsync(id);
        await SaveAsync(box);
        return found;
    }

    public async Task<LetterErasure> Erase(LetterErasureOrder order)
    {
        var box = await LoadAsync();
        var result = await box.EraseAsync(order);
        await SaveAsync(box);
        return result;
    }

    public async Task<BoxReport> Report()
    {
        var meta = (await LoadAsync()).Meta;
        return new BoxReport(new Dictionary<string, long>(meta.Refused), meta.Counts());
    }

    private Task<LetterBox> LoadAsync() => LetterBox.LoadAsync(new ShardStorage(StateManager), options.Value, clock);

    private async Task SaveAsync(LetterBox box)
    {
        if (await box.TrySaveAsync())
            return;
        instruments.OnLostTurn();
        throw new InvalidOperationException("The dead letters were written by another host; this turn was undone.");
    }
}
