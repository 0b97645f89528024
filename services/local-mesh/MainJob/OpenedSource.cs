using UserRep.Trainer.Events;

namespace UserRep.LocalMesh.MainJob;

/// <param name="Fingerprint">Names the events for people and tells them from others: a data folder holds one source's replay.</param>
/// <param name="Notes">What a person should know of how it was read.</param>
internal sealed record OpenedSource(IEventSource Events, string Fingerprint, IReadOnlyList<string> Notes);
