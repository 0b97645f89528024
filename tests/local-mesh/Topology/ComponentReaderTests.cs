using Microsoft.Extensions.Logging.Abstractions;
using UserRep.LocalMesh.PubSub.Components;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Tests.Topology;

public sealed class ComponentReaderTests
{
    private const string Head = "apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: { name: x }\n";

    [Fact]
    public void Read_SeveralDocuments_GivesComponentsAndConfigurations()
    {
        using var folder = new TempFolder();
        folder.Write("parts/all.yaml", Head + """
            spec:
              type: state.sqlite
              version: v2
              metadata:
                - { name: connectionString, value: "file:state.db?mode=rw" }
                - { name: actorStateStore, value: "true" }
            scopes: [a, b]
            ---
            apiVersion: dapr.io/v1alpha1
            kind: Configuration
            metadata: { name: config }
            spec:
              features:
                - { name: ActorStateTTL, enabled: true }
                - { name: Other, enabled: false }
              tracing: { samplingRate: "0" }
            """);
        folder.Write("parts/bus.yml", "kind: Component\nmetadata: { name: bus }\nspec:\n  type: pubsub.journal\n  metadata:\n  - { name: folder, value: journal }\n");
        folder.Write("parts/notes.txt", "not: [yaml");
        var read = ComponentReader.Read(folder.File("parts"), folder.File("data"));
        Assert.Empty(read.Errors);
        var (state, bus) = (read.Value!.Components[0], read.Value.Components[1]);
        Assert.Equal(("x", "state.sqlite", "v2"), (state.Name, state.Type, state.Version));
        Assert.Equal("file:" + folder.File("data/state.db") + "?mode=rw", state.Metadata["connectionString"]);
        Assert.Equal("true", state.Metadata["actorStateStore"]);
        Assert.True(state.IsFor("a"));
        Assert.False(state.IsFor("c"));
        Assert.Equal((folder.File("data/journal"), "v1"), (bus.Metadata["folder"], bus.Version));
        Assert.True(bus.IsFor("anyone"));
        Assert.Equal("config", read.Value.Configurations.Single().Name);
        Assert.Equal(["ActorStateTTL"], read.Value.Configurations.Single().Features);
    }

    [Theory]
    [InlineData(Head + "spec: { type: pubsub.redis }", 4, "not 'pubsub.redis'")]
    [InlineData(Head + "spec: { metadata: [] }", 4, "not ''")]
    [InlineData(Head, 1, "has no spec")]
    [InlineData("kind: Component\nspec: { type: state.sqlite }", 1, "no metadata.name")]
    [InlineData("kind: Subscription", 1, "not 'Subscription'")]
    [InlineData("kind: [", 0, "")]
    [InlineData("[1]", 1, "must be a mapping")]
    [InlineData(Head + "spec:\n  type: state.sqlite\n  metadata:\n  - name: connectionString\n    secretKeyRef: { name: s }", 7, "secret")]
    [InlineData(Head + "spec:\n  type: state.sqlite\n  metadata:\n  - value: x", 7, "has no name")]
    [InlineData(Head + "spec:\n  type: state.sqlite\n  colour: red", 6, "does not know the key 'colour'")]
    [InlineData(Head + "spec: { type: state.sqlite }\n---\n" + Head + "spec: { type: state.sqlite }", 6, "a second component 'x'")]
    public void Read_BadFile_SaysWhereAndWhy(string text, int line, string reason)
    {
        using var folder = new TempFolder();
        folder.Write("parts/bad.yaml", text);
        var read = ComponentReader.Read(folder.File("parts"), folder.Path);
        Assert.Null(read.Value);
        var error = read.Errors.First(e => e.Reason.Contains(reason, StringComparison.Ordinal));
        Assert.Equal(folder.File("parts/bad.yaml"), error.File);
        if (line > 0)
            Assert.Equal(line, error.Line);
    }

    [Fact]
    public void Read_NoFolder_SaysSo() => Assert.Contains("no such components folder", ComponentReader.Read("/nowhere", "/").Errors.Single().Reason);

    [Theory]
    [InlineData("concurrency", "0", "from 1 to 64")]
    [InlineData("concurrency", "many", "from 1 to 64")]
    [InlineData("redeliverInterval", "soon", "must be a duration")]
    [InlineData("retentionBytes", "-1", "whole number")]
    [InlineData("redisHost", "localhost", "is not known to pubsub.journal")]
    public async Task Open_BadMetadata_SaysWhereAndWhy(string key, string value, string reason)
    {
        using var folder = new TempFolder();
        folder.Write("parts/bus.yaml", Head + $"spec:\n  type: pubsub.journal\n  metadata:\n  - {{ name: folder, value: journal }}\n  - {{ name: {key}, value: \"{value}\" }}\n");
        var components = ComponentReader.Read(folder.File("parts"), folder.Path).Value!.Components;
        var opened = await PubSubComponents.OpenAsync(components, TimeProvider.System, NullLoggerFactory.Instance);
        Assert.Null(opened.Value);
        Assert.Equal((8, true), (opened.Errors.Single().Line, opened.Errors.Single().Reason.Contains(reason, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Open_JournalInUse_NamesTheComponent()
    {
        using var folder = new TempFolder();
        folder.Write("parts/bus.yaml", Head + "spec:\n  type: pubsub.journal\n  metadata:\n  - { name: folder, value: journal }\n  - { name: redeliverInterval, value: 1m30s }\n  - { name: concurrency, value: 4 }\n");
        var components = ComponentReader.Read(folder.File("parts"), folder.Path).Value!.Components;
        await using var first = (await PubSubComponents.OpenAsync(components, TimeProvider.System, NullLoggerFactory.Instance)).Value!;
        Assert.Equal((4, TimeSpan.FromSeconds(90)), (first.All[0].Concurrency, first.All[0].RedeliverInterval));
        var second = await PubSubComponents.OpenAsync(components, TimeProvider.System, NullLoggerFactory.Instance);
        Assert.Contains("component x", second.Errors.Single().Reason);
        Assert.Contains("in use", second.Errors.Single().Reason);
    }

    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("2s", 2)]
    [InlineData("1h1m1.5s", 3661.5)]
    [InlineData("7", 7)]
    public void Duration_GoNotation_IsRead(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("1d")]
    [InlineData("-1s")]
    [InlineData("1s2")]
    [InlineData("99999999999999h")]
    public void Duration_Nonsense_IsRefused(string text) => Assert.False(DurationText.TryParse(text, out _));
}
