namespace UserRep.Contract.Tests.Running;

/// <summary>The same component names in types that daprd has. <c>DAPRD_REDIS=localhost:6379</c> gives it a broker; without one its bus is in memory, and lives in each daprd alone.</summary>
internal static class DaprdComponents
{
    public static string? Redis { get; } = Environment.GetEnvironmentVariable("DAPRD_REDIS") is { Length: > 0 } host ? host : null;

    public static void Write(string folder, string stateFile)
    {
        Directory.CreateDirectory(folder);
        Write("statestore", "state.sqlite", $"""
                - name: connectionString
                  value: "{stateFile}"
                - name: actorStateStore
                  value: "true"
            """, $"scopes: {MeshComponents.StoreScopes}");
        Write(MeshComponents.Bus, Type(), Metadata() + "\n" + MeshComponents.Rules, "");
        Write(MeshComponents.NarrowBus, Type(), Metadata(), "scopes: [sdk]");

        void Write(string name, string type, string metadata, string tail) =>
            File.WriteAllText(Path.Combine(folder, name + ".yaml"), $"apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata:\n  name: {name}\nspec:\n  type: {type}\n  version: v1\n  metadata:\n{metadata}\n{tail}\n");
    }

    private static string Type() => Redis is null ? "pubsub.in-memory" : "pubsub.redis";

    private static string Metadata() => Redis is null ? "" : $"""
                - name: redisHost
                  value: "{Redis}"
                - name: redeliverInterval
                  value: 500ms
                - name: processingTimeout
                  value: 500ms
            """;
}
