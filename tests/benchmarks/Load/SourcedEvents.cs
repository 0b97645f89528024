using System.Diagnostics;
using System.Globalization;
using Dapr;
using UserRep.Contracts.Events;
using UserRep.Trainer.Events;

namespace UserRep.Benchmarks.Load;

/// <summary>CloudEvents as an event source publishes them, each with an id, and with a time to the millisecond, from which freshness is counted.</summary>
internal static class SourcedEvents
{
    private static readonly Uri s_source = new("urn:userrep:benchmark");

    /// <param name="e">What is done; who publishes it now gives it a new id.</param>
    /// <param name="due">When it is due, which is both its own time and that of its publication.</param>
    /// <param name="sampled">Whether its source records a trace of it.</param>
    public static CloudEvent<object> Of(SourceEvent e, long number, DateTimeOffset due, bool sampled)
    {
        var (id, at) = (string.Create(CultureInfo.InvariantCulture, $"load-{number}"), due.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        return Of(e.CloudEventType, id, due, e.Kind switch
        {
            SourceEventKind.Interaction => new InteractionEvent(id, e.UserId, e.ItemId, e.Action, at, e.Weight, e.PlayedMs),
            SourceEventKind.Onboarding => new OnboardingEvent(id, e.UserId, e.ItemIds, at),
            _ => new ProfileEvent(id, e.UserId, at, Attributes: e.Profile),
        }, sampled);
    }

    public static CloudEvent<object> Of(string type, string id, DateTimeOffset due, object data, bool sampled = false) =>
        new(data) { Id = id, Source = s_source, Type = type, Time = due, TraceParent = sampled ? $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01" : null };
}
