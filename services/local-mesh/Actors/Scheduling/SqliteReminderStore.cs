using UserRep.LocalMesh.State.Sqlite;

namespace UserRep.LocalMesh.Actors.Scheduling;

/// <summary>Reminders beside the actors' state, in a table of the mesh's own (daprd keeps them in its Scheduler).</summary>
internal sealed class SqliteReminderStore : IReminderStore
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS actor_reminders (
            actor_type TEXT NOT NULL, actor_id TEXT NOT NULL, name TEXT NOT NULL,
            data TEXT NOT NULL, due_time TEXT NOT NULL,
            next_at_ms INTEGER NOT NULL, period_ms INTEGER, fires_left INTEGER, expires_at_ms INTEGER,
            revision INTEGER NOT NULL,
            PRIMARY KEY (actor_type, actor_id, name)
        ) WITHOUT ROWID
        """;

    private const string Select = """
        SELECT actor_type, actor_id, name, data, due_time, next_at_ms, period_ms, fires_left, expires_at_ms, revision FROM actor_reminders
        """;

    private const string Upsert = """
        INSERT INTO actor_reminders (actor_type, actor_id, name, data, due_time, next_at_ms, period_ms, fires_left, expires_at_ms, revision)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT DO UPDATE SET data=?4, due_time=?5, next_at_ms=?6, period_ms=?7, fires_left=?8, expires_at_ms=?9, revision=?10
        WHERE revision <= ?10
        """;

    private const string Remove = "DELETE FROM actor_reminders WHERE actor_type=?1 AND actor_id=?2 AND name=?3 AND revision <= ?4";

    private readonly SqliteFile _file;

    private SqliteReminderStore(SqliteFile file) => _file = file;

    public static async Task<SqliteReminderStore> CreateAsync(SqliteFile file)
    {
        await file.WriteAsync(static database => database.Execute(Schema));
        return new SqliteReminderStore(file);
    }

    public IReadOnlyList<Reminder> LoadAll() => _file.Read(0, static (database, _) =>
    {
        var found = new List<Reminder>();
        var row = database.Prepare(Select);
        while (row.Step())
            found.Add(Read(row));
        row.Reset();
        return found;
    });

    public Task SaveAsync(Reminder reminder) => _file.WriteAsync(database =>
    {
        var (schedule, statement) = (reminder.Schedule, database.Prepare(Upsert));
        statement.Bind(1, reminder.Actor.Type).Bind(2, reminder.Actor.Id).Bind(3, reminder.Name)
            .Bind(4, reminder.Data).Bind(5, reminder.DueTime).Bind(6, schedule.NextAt.ToUnixTimeMilliseconds())
            .BindOptional(7, (long?)schedule.Period?.TotalMilliseconds)
            .BindOptional(8, schedule.FiresLeft)
            .BindOptional(9, schedule.ExpiresAt?.ToUnixTimeMilliseconds())
            .Bind(10, reminder.Revision)
            .Run();
    });

    public Task DeleteAsync(ActorKey actor, string name, long revision) => _file.WriteAsync(database =>
        database.Prepare(Remove).Bind(1, actor.Type).Bind(2, actor.Id).Bind(3, name).Bind(4, revision).Run());

    private static Reminder Read(Statement row) => new(
        new ActorKey(row.Text(0), row.Text(1)),
        row.Text(2),
        row.Text(3),
        row.Text(4),
        new ActorSchedule(
            DateTimeOffset.FromUnixTimeMilliseconds(row.Number(5)),
            row.IsNull(6) ? null : TimeSpan.FromMilliseconds(row.Number(6)),
            row.IsNull(7) ? null : (int)row.Number(7),
            row.IsNull(8) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.Number(8))),
        row.Number(9));
}
