using Spectre.Console;
using UserRep.LocalMesh.PubSub.Deliveries;

namespace UserRep.LocalMesh.Commands;

/// <summary>Says on the terminal where a subscription has fallen behind, and when it has caught up: once each.</summary>
internal static class BehindNotice
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_behind = TimeSpan.FromSeconds(30);

    /// <summary>Runs until it is cancelled.</summary>
    public static async Task RunAsync(Func<IReadOnlyList<SubscriptionStats>> subscriptions, IAnsiConsole console, TimeProvider time, CancellationToken ct)
    {
        var told = new HashSet<(string, string, string)>();
        using var timer = new PeriodicTimer(s_look, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                foreach (var s in subscriptions())
                {
                    var key = (s.PubSubName, s.Topic, s.AppId);
                    if (s.OldestSeconds > s_behind.TotalSeconds && told.Add(key))
                        console.WriteLine(FormattableString.Invariant($"{s.AppId} is behind on {s.Topic}: {s.Backlog:N0} messages, the oldest {s.OldestSeconds:N0} s old{Why(s)}"));
                    else if (s.Backlog == 0 && told.Remove(key))
                        console.WriteLine($"{s.AppId} has caught up on {s.Topic}");
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Ctrl+C.
        }
    }

    private static string Why(SubscriptionStats s) =>
        s.Replicas == 0 ? "; no replica of it is up" : s.MostFailures > 0 ? FormattableString.Invariant($"; one has failed {s.MostFailures:N0} times") : "";
}
