using UserRep.Contracts.DeadLetters;
using UserRep.Contracts.Wire;

namespace UserRep.FeatureIngest.Events;

/// <summary>A message read: an event, or the reason it was refused.</summary>
internal readonly record struct EventReading(UserEvent? Event, string Reason, IReadOnlyList<DeadLetterFault> Faults)
{
    public static EventReading Of(UserEvent e) => new(e, "", []);

    public static EventReading Refused(string reason, params IReadOnlyList<DeadLetterFault> faults) => new(null, reason, faults);

    public static EventReading Refused(string reason, string fault) => Refused(reason, new DeadLetterFault("", fault));
}
