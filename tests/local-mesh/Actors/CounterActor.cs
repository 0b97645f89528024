using System.Text;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;

namespace UserRep.LocalMesh.Tests.Actors;

public sealed class CounterActor(ActorHost host, Probe probe) : Actor(host), ICounter, IRemindable
{
    private const string Total = "total";

    public async Task<long> Add(long amount)
    {
        probe.Enter();
        await Task.Yield();
        var total = await Get() + amount;
        await StateManager.SetStateAsync(Total, total);
        probe.Leave();
        return total;
    }

    public Task<long> Get() => StateManager.GetOrAddStateAsync(Total, 0L);

    public async Task Hold()
    {
        probe.Holding.Release();
        await probe.Release.WaitAsync();
    }

    public Task Fail() => throw new InvalidOperationException("as asked");

    public Task Remind(string name, TimeSpan due, TimeSpan period) => RegisterReminderAsync(name, Encoding.UTF8.GetBytes($"for {name}"), due, period);

    public Task Forget(string name) => UnregisterReminderAsync(name);

    public async Task<string> DescribeReminder(string name)
    {
        var reminder = await GetReminderAsync(name);
        return $"{reminder.Name} {reminder.DueTime} {reminder.Period}";
    }

    public Task Tick(string name, TimeSpan due, TimeSpan period) => RegisterTimerAsync(name, nameof(OnTick), Encoding.UTF8.GetBytes(name), due, period);

    public Task OnTick(byte[] state)
    {
        probe.Timers.Enqueue(Encoding.UTF8.GetString(state));
        return Task.CompletedTask;
    }

    public async Task<int> Recurse(int depth)
    {
        if (depth == 0)
            return 0;
        return 1 + await ProxyFactory.CreateActorProxy<ICounter>(Id, nameof(CounterActor)).Recurse(depth - 1);
    }

    public Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        probe.Reminders.Enqueue($"{reminderName}: {Encoding.UTF8.GetString(state)}");
        if (probe.FailingReminders-- > 0)
            throw new InvalidOperationException("as asked");
        return Task.CompletedTask;
    }

    protected override Task OnActivateAsync()
    {
        probe.Activated.Enqueue(Id.GetId());
        return Task.CompletedTask;
    }

    protected override Task OnDeactivateAsync()
    {
        probe.Deactivated.Enqueue(Id.GetId());
        return Task.CompletedTask;
    }
}
