using System.Text.RegularExpressions;

namespace UserRep.LocalMesh.State.Sqlite;

/// <summary>The metadata of a state.sqlite component that is honoured here.</summary>
internal sealed partial record SqliteStateOptions
{
    /// <summary>
    /// Metadata that a component may have. Those of daprd's that only tune it are allowed and left alone, so that a file can be shared; others, such as keyPrefix, would
    /// change what is stored, and are refused.
    /// </summary>
    public static IReadOnlySet<string> Known { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "connectionString", "tableName", "metadataTableName", "actorStateStore", "timeout", "timeoutInSeconds", "busyTimeout", "disableWAL", "cleanupInterval", "cleanupIntervalInSeconds",
    };

    /// <summary>The file. A relative path is taken from the mesh's data folder.</summary>
    public required string Path { get; init; }

    /// <summary>Table of values. Default <c>state</c>, as daprd's. A plain SQL name.</summary>
    public string TableName { get; init; } = "state";

    /// <summary>Table of the schema's version. Default <c>metadata</c>, as daprd's. A plain SQL name.</summary>
    public string MetadataTableName { get; init; } = "metadata";

    /// <summary>Reads a component's metadata; <paramref name="error"/> says what is wrong with it.</summary>
    public static SqliteStateOptions? FromMetadata(IReadOnlyDictionary<string, string> metadata, string dataFolder, out string error)
    {
        error = "";
        if (!metadata.TryGetValue("connectionString", out var connection) || connection.Length == 0)
            error = "metadata connectionString is missing";
        else if (connection.StartsWith("file:", StringComparison.Ordinal) || connection.Contains('?') || connection.Contains(":memory:"))
            error = $"metadata connectionString '{connection}' is not a plain file path";
        var options = new SqliteStateOptions
        {
            Path = System.IO.Path.Combine(dataFolder, connection ?? ""),
            TableName = metadata.GetValueOrDefault("tableName", "state"),
            MetadataTableName = metadata.GetValueOrDefault("metadataTableName", "metadata"),
        };
        foreach (var name in new[] { options.TableName, options.MetadataTableName })
            if (!PlainName().IsMatch(name))
                error = $"'{name}' is not a plain table name";
        return error.Length == 0 ? options : null;
    }

    // Names are written into SQL text, so nothing but an identifier may pass.
    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,62}$")]
    private static partial Regex PlainName();
}
