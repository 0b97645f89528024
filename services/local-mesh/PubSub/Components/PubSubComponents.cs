using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.PubSub.Journal;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.PubSub.Components;

/// <summary>The mesh's pub/sub components by name. Owns their journals.</summary>
internal sealed class PubSubComponents(IReadOnlyList<PubSubComponent> all) : IAsyncDisposable
{
    public IReadOnlyList<PubSubComponent> All { get; } = all;

    /// <summary>The component as <paramref name="appId"/> sees it: null where there is none of that name, or it isn't in its scope.</summary>
    public PubSubComponent? Find(string name, string appId) => All.FirstOrDefault(c => c.Name == name && c.IsFor(appId));

    /// <summary>Opens every component of type <c>pubsub.journal</c>; on any error none stays open.</summary>
    public static async Task<Parsed<PubSubComponents>> OpenAsync(IEnumerable<Component> components, TimeProvider time, ILoggerFactory logs)
    {
        var errors = new List<FileError>();
        var opened = new List<PubSubComponent>();
        foreach (var component in components.Where(c => c.Type == PubSubComponent.Type))
        {
            var metadata = new ComponentMetadata(component, errors);
            var options = new JournalOptions
            {
                Folder = metadata.Required("folder"),
                SegmentBytes = metadata.Whole("segmentBytes", 32 << 20, 4096, 1 << 30),
                RetentionBytes = metadata.Whole("retentionBytes", 256 << 20, 4096, long.MaxValue),
            };
            var rules = new TopicRules(metadata.Text("allowedTopics"), metadata.Text("protectedTopics"), metadata.Text("publishingScopes"), metadata.Text("subscriptionScopes"));
            var concurrency = (int)metadata.Whole("concurrency", 2, 1, 64);
            var interval = metadata.Duration("redeliverInterval", TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
            metadata.RefuseOthers();
            if (errors.Count > 0)
                continue;
            var opening = MessageJournal.Open(options, time, logs.CreateLogger<MessageJournal>());
            if (opening.Journal is null)
                errors.Add(new FileError(component.File, component.Line, $"component {component.Name}: {opening.Error}"));
            else
                opened.Add(new PubSubComponent(component.Name, opening.Journal, rules, component.Scopes) { Concurrency = concurrency, RedeliverInterval = interval });
        }
        var result = new PubSubComponents(opened);
        if (errors.Count == 0)
            return new Parsed<PubSubComponents>(result);
        await result.DisposeAsync();
        return new Parsed<PubSubComponents>(errors);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var component in All)
            await component.Journal.DisposeAsync();
    }
}
