namespace UserRep.LocalMesh.State.Sqlite;

/// <summary>daprd's tables for state.sqlite, column for column, so that a file can move between it and the mesh.</summary>
internal static class StateSchema
{
    // daprd counts its migrations here; 1 is the schema below.
    private const string Level = "1";

    public static void Create(Database database, SqliteStateOptions options)
    {
        database.Execute($"""
            CREATE TABLE IF NOT EXISTS {options.MetadataTableName} (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS {options.TableName} (
                key TEXT NOT NULL PRIMARY KEY,
                value TEXT NOT NULL,
                is_binary BOOLEAN NOT NULL,
                etag TEXT NOT NULL,
                expiration_time TIMESTAMP DEFAULT NULL,
                update_time TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
            );
            INSERT OR IGNORE INTO {options.MetadataTableName} (key, value) VALUES ('migrations', '{Level}');
            """);
    }
}
