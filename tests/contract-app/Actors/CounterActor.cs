using System.Text;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;

namespace UserRep.ContractApp.Actors;

public class CounterActor(ActorHost host) : Actor(host), ICounter, IRemindable
{
    private readonly List<string> _fired = [];
    private int _inside;
    private int _most;

    public async Task<long> Add(long amount)
    {
        _most = Math.Max(_most, ++_inside);
        await Task.Delay(TimeSpan.FromMilliseconds(2));
        var total = await StateManager.GetOrAddStateAsync("total", 0L) + amount;
        await StateManager.SetStateAsync("total", total);
        await StateManager.SetStateAsync("last", amount);
        _inside--;
        return total;
    }

    public Task<int> MostAtOnce() => Task.FromResult(_most);

    public async Task Fail()
    {
        await StateManager.SetStateAsync("total", -1L);
        throw new InvalidOperationException("as asked");
    }

    public async Task<int> Recurse(int depth) =>
        depth == 0 ? 0 : 1 + await ProxyFactory.CreateActorProxy<ICounter>(Id, Host.ActorTypeInfo.ActorTypeName).Recurse(depth - 1);

    public Task Tick(string name, TimeSpan due, TimeSpan period) => RegisterTimerAsync(name, nameof(OnTick), Encoding.UTF8.GetBytes(name), due, period);

    public Task StopTicking(string name) => UnregisterTimerAsync(name);

    public Task OnTick(byte[] state)
    {
        _fired.Add("timer " + Encoding.UTF8.GetString(state));
        return Task.CompletedTask;
    }

    public Task Remind(string name, TimeSpan due, TimeSpan period) => RegisterReminderAsync(name, Encoding.UTF8.GetBytes(name), due, period);

    public Task Forget(string name) => UnregisterReminderAsync(name);

    public Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        _fired.Add($"reminder {reminderName} {Encoding.UTF8.GetString(state)} {dueTime.TotalMilliseconds} {period.TotalMilliseconds}");
        return Task.CompletedTask;
    }

    public Task<string[]> Fired() => Task.FromResult(_fired.ToArray());
}
