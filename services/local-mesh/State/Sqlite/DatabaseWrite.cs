namespace UserRep.LocalMesh.State.Sqlite;

/// <summary>One request's share of a commit. Applied on the writer's thread, perhaps twice: its effects may lie only in the database and in what a second run overwrites.</summary>
internal abstract class DatabaseWrite
{
    public abstract void Apply(Database database);

    /// <summary>What was applied is on disk.</summary>
    public abstract void Committed();

    /// <summary>Nothing of it is in the database.</summary>
    public abstract void Failed(Exception reason);
}
