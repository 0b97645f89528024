namespace UserRep.LocalMesh.Actors.Scheduling;

/// <summary>Reminders on disk. Every call completes when its change is durable, and throws <see cref="State.StateStoreException"/> where it can't be made.</summary>
internal interface IReminderStore
{
    IReadOnlyList<Reminder> LoadAll();

    /// <summary>Puts a reminder in the place of any older one of its name.</summary>
    Task SaveAsync(Reminder reminder);

    /// <summary>Removes what is not newer than <paramref name="revision"/>.</summary>
    Task DeleteAsync(ActorKey actor, string name, long revision);
}
