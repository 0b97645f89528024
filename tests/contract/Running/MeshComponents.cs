namespace UserRep.Contract.Tests.Running;

/// <summary>The components that the tests speak of, in the local mesh's types.</summary>
internal static class MeshComponents
{
    public const string Store = "statestore";
    public const string Bus = "pubsub";

    /// <summary>A bus that only the app "sdk" has.</summary>
    public const string NarrowBus = "narrowbus";

    /// <summary>"plain" may publish to the topic "closed" and no other; nobody else may publish or subscribe to that.</summary>
    public const string Rules = """
            - { name: protectedTopics, value: closed }
            - { name: publishingScopes, value: plain=closed }
        """;

    /// <summary>All but "plain", which has no state store at all.</summary>
    public const string StoreScopes = "[wire, sdk, playground, javascript, grpc, javascript-grpc]";

    /// <param name="apps">Those that run; the mesh refuses a component that is for none of them.</param>
    public static void Write(string folder, IReadOnlyList<string> apps)
    {
        Directory.CreateDirectory(folder);
        if (apps.Contains(AppPorts.Sdk))
        {
            File.WriteAllText(Path.Combine(folder, "narrow.yaml"), $"""
                apiVersion: dapr.io/v1alpha1
                kind: Component
                metadata: {"{"} name: {NarrowBus} {"}"}
                spec:
                  type: pubsub.journal
                  version: v1
                  metadata:
                    - {"{"} name: folder, value: narrow {"}"}
                scopes: [sdk]

                """);
        }
        File.WriteAllText(Path.Combine(folder, "all.yaml"), $"""
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata: {"{"} name: {Store} {"}"}
            spec:
              type: state.sqlite
              version: v1
              metadata:
                - {"{"} name: connectionString, value: state.db {"}"}
                - {"{"} name: actorStateStore, value: "true" {"}"}
            scopes: {StoreScopes}
            ---
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata: {"{"} name: {Bus} {"}"}
            spec:
              type: pubsub.journal
              version: v1
              metadata:
                - {"{"} name: folder, value: journal {"}"}
                - {"{"} name: redeliverInterval, value: 200ms {"}"}
            {Rules}
            ---
            apiVersion: dapr.io/v1alpha1
            kind: Configuration
            metadata: {"{"} name: config {"}"}
            spec:
              tracing: {"{"} samplingRate: "0" {"}"}

            """);
    }
}
