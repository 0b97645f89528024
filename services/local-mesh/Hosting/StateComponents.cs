using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.State;
using UserRep.LocalMesh.State.Sqlite;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Hosting;

/// <summary>The state components of the mesh, opened. Owns their files.</summary>
internal sealed class StateComponents : IAsyncDisposable
{
    private const string Type = "state.sqlite";

    private readonly List<SqliteFile> _files = [];
    private readonly List<StateComponent> _components = [];

    public IReadOnlyList<StateComponent> Components => _components;

    /// <summary>The file of the actor state store, where reminders go too; null where no component says it is one.</summary>
    public SqliteFile? ActorFile { get; private set; }

    /// <exception cref="MeshFault">A component's metadata are wrong or its file can't be opened.</exception>
    public static async Task<StateComponents> OpenAsync(IEnumerable<Component> components, string dataFolder, TimeProvider time, ILoggerFactory logs)
    {
        var opened = new StateComponents();
        foreach (var component in components.Where(c => c.Type == Type))
        {
            if (SqliteStateOptions.FromMetadata(component.Metadata, dataFolder, out var error) is not { } options)
                throw new MeshFault($"{component.File}({component.Line}): component {component.Name}: {error}");
            if (component.Metadata.Keys.FirstOrDefault(k => !SqliteStateOptions.Known.Contains(k)) is { } unknown)
                throw new MeshFault(new FileError(component.File, component.MetadataLines.GetValueOrDefault(unknown), $"component {component.Name}: metadata {unknown} is not known to {Type} here").ToString());
            try
            {
                await opened.OpenAsync(component, options, time, logs);
            }
            catch (StateStoreException e)
            {
                throw new MeshFault($"component {component.Name}: {options.Path} can't be opened: {e.Message}");
            }
        }
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files)
            await file.DisposeAsync();
    }

    private async Task OpenAsync(Component component, SqliteStateOptions options, TimeProvider time, ILoggerFactory logs)
    {
        var file = SqliteFile.Open(options.Path, logs);
        _files.Add(file);
        var isActorStore = component.Metadata.GetValueOrDefault("actorStateStore") == "true";
        _components.Add(new StateComponent(component.Name, await SqliteStateStore.CreateAsync(file, options, time), isActorStore, component.Scopes));
        if (isActorStore)
            ActorFile = file;
    }
}
