namespace UserRep.LocalMesh.Actors.Scheduling;

/// <param name="Data">JSON, handed to the callback as it is.</param>
/// <param name="DueTime">As registered; told to whoever asks for the reminder.</param>
/// <param name="Revision">Rises with every registration and removal: the higher one wins, in memory and on disk alike.</param>
internal sealed record Reminder(ActorKey Actor, string Name, string Data, string DueTime, ActorSchedule Schedule, long Revision);
