using UserRep.Contracts.DeadLetters;
using UserRep.Contracts.Wire;

namespace UserRep.FeatureIngest.Events;

/// <summary>A message read: an event, or the reason it was refused.</summary>
/// <param name="Body">The event in its public form, as its source wrote it.</param>
internal readonly record struct EventReading(UserEvent? Event, object? Body, string Reason, IReadOnlyList<DeadLetterFault> Faults)
{
    public static EventReading Of(UserEvent e, object body) => new(e, body, "", []);

    public static EventReading Refused(string reason, params IReadOnlyList<DeadLetterFault> faults) => new(null, null, reason, faults);

    public static EventReading Refused(string reason, string fault) => Refused(reason, new DeadLetterFault("", fault));
}
