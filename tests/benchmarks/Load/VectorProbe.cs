using System.Globalization;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Reads;

namespace UserRep.Benchmarks.Load;

/// <summary>
/// The outside view: publishes an event for a user of the probe's own and asks the read API, as the model, until it answers with a vector that speaks for
/// that event. Knows nothing of the services' own measures.
/// </summary>
internal sealed class VectorProbe(LoadMesh mesh, TimeProvider time)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    private readonly string _run = Guid.NewGuid().ToString("N")[..6];
    private long _number;

    public string UserId(int number) => string.Create(CultureInfo.InvariantCulture, $"probe-{_run}-{number}");

    /// <returns>Milliseconds from when the event was due until it could be read from its vector.</returns>
    public Task<double> ListenAsync(string user, DateTimeOffset due, CancellationToken ct) =>
        RunAsync(EventTypes.Interaction, (id, at) => new InteractionEvent(id, user, "track-00007", "listen", at, PlayedMs: 180_000), user, due, ct);

    /// <inheritdoc cref="ListenAsync"/>
    public Task<double> PickAsync(string user, DateTimeOffset due, CancellationToken ct) =>
        RunAsync(EventTypes.Onboarding, (id, at) => new OnboardingEvent(id, user, ["track-00003", "track-00010", "track-00042"], at), user, due, ct);

    private async Task<double> RunAsync(string type, Func<string, string, object> data, string user, DateTimeOffset due, CancellationToken ct)
    {
        var id = $"probe-{_run}-e{Interlocked.Increment(ref _number)}";
        // Vectors speak for their user's newest event here, so as_of tells which events are in it. Stored times are whole milliseconds.
        var at = DateTimeOffset.FromUnixTimeMilliseconds(due.ToUnixTimeMilliseconds());
        await mesh.PublishAsync([SourcedEvents.Of(type, id, due, data(id, at.ToString("O", CultureInfo.InvariantCulture)))], ct);
        while (time.GetUtcNow() - due < s_deadline)
        {
            EmbeddingsResponse answer = await mesh.Client.ReadAsync(LoadMesh.Model, user);
            if (answer.Statuses[0] == "PRESENT" && answer.AsOf[0] >= at)
                return (time.GetUtcNow() - due).TotalMilliseconds;
            await Task.Delay(s_pause, time, ct);
        }
        throw new TimeoutException($"The vector of {user} did not follow its event within {s_deadline.TotalSeconds} s.");
    }
}
