using YamlDotNet.RepresentationModel;

namespace UserRep.LocalMesh.Topology;

/// <summary>Reads a folder of Dapr resources: Component and Configuration, several to a file if need be.</summary>
internal sealed class ComponentReader
{
    private static readonly string[] KnownTypes = ["pubsub.journal", "state.sqlite"];

    private readonly List<FileError> _errors = [];
    private readonly List<Component> _components = [];
    private readonly List<DaprConfiguration> _configurations = [];
    private readonly string _dataFolder;

    private ComponentReader(string dataFolder) => _dataFolder = dataFolder;

    public static Parsed<ComponentSet> Read(string folder, string dataFolder)
    {
        if (!Directory.Exists(folder))
            return new Parsed<ComponentSet>([new FileError(folder, 0, "there is no such components folder")]);
        var reader = new ComponentReader(Path.GetFullPath(dataFolder));
        foreach (var file in Directory.EnumerateFiles(folder).Where(f => f.EndsWith(".yaml", StringComparison.Ordinal) || f.EndsWith(".yml", StringComparison.Ordinal)).Order())
            reader.ReadFile(file);
        foreach (var twin in reader._components.GroupBy(c => c.Name).SelectMany(g => g.Skip(1)))
            reader._errors.Add(new FileError(twin.File, twin.Line, $"a second component '{twin.Name}'"));
        return reader._errors.Count == 0
            ? new Parsed<ComponentSet>(new ComponentSet(reader._components, reader._configurations))
            : new Parsed<ComponentSet>(reader._errors);
    }

    private void ReadFile(string file)
    {
        var yaml = new YamlReader(file, _errors);
        foreach (var document in yaml.Documents())
        {
            if (document is YamlScalarNode { Value: null or "" })
                continue;
            var map = yaml.Map(document, "a resource");
            switch (yaml.Text(map, "kind"))
            {
                case "Component":
                    ReadComponent(yaml, document, map);
                    break;
                case "Configuration":
                    ReadConfiguration(yaml, map);
                    break;
                case var kind:
                    yaml.Error(map.GetValueOrDefault("kind") ?? document, $"the local mesh knows the kinds Component and Configuration, not '{kind}'");
                    break;
            }
        }
    }

    private void ReadComponent(YamlReader yaml, YamlNode document, Dictionary<string, YamlNode> map)
    {
        yaml.RefuseOthers(document, "component", "apiVersion", "kind", "metadata", "spec", "scopes", "auth");
        var name = yaml.Text(yaml.Map(map.GetValueOrDefault("metadata") ?? document, "metadata"), "name");
        if (name is null)
        {
            yaml.Error(document, "a component has no metadata.name");
            return;
        }
        if (!map.TryGetValue("spec", out var specNode))
        {
            yaml.Error(document, $"component {name} has no spec");
            return;
        }
        yaml.RefuseOthers(specNode, $"component {name}", "type", "version", "metadata", "ignoreErrors", "initTimeout");
        var spec = yaml.Map(specNode, "spec");
        var type = yaml.Text(spec, "type") ?? "";
        if (!KnownTypes.Contains(type))
        {
            yaml.Error(spec.GetValueOrDefault("type") ?? specNode, $"component {name}: the local mesh has {string.Join(" and ", KnownTypes)}, not '{type}'");
            return;
        }
        var metadata = new Dictionary<string, string>();
        var lines = new Dictionary<string, int>();
        foreach (var entry in yaml.List(spec.GetValueOrDefault("metadata"), "metadata"))
            ReadMetadata(yaml, name, entry, metadata, lines);
        var scopes = yaml.List(map.GetValueOrDefault("scopes"), "scopes").Select(s => yaml.Scalar(s, "a scope")).ToList();
        _components.Add(new Component(yaml.File, (int)document.Start.Line, name, type, yaml.Text(spec, "version") ?? "v1", metadata, scopes) { MetadataLines = lines, ScopesLine = (int)(map.GetValueOrDefault("scopes")?.Start.Line ?? 0) });
    }

    private void ReadMetadata(YamlReader yaml, string component, YamlNode entry, Dictionary<string, string> metadata, Dictionary<string, int> lines)
    {
        var map = yaml.Map(entry, "a metadata entry");
        if (yaml.Text(map, "name") is not { } key)
        {
            yaml.Error(entry, $"component {component}: a metadata entry has no name");
            return;
        }
        if (map.ContainsKey("secretKeyRef") || map.ContainsKey("envRef"))
        {
            yaml.Error(entry, $"component {component}: {key} refers to a secret or variable, which the local mesh does not look up; write the value");
            return;
        }
        yaml.RefuseOthers(entry, $"component {component}: metadata {key}", "name", "value");
        var value = map.TryGetValue("value", out var node) ? yaml.Scalar(node, key) : "";
        metadata[key] = IsPath(key) ? UnderDataFolder(key, value) : value;
        lines[key] = (int)entry.Start.Line;
    }

    private void ReadConfiguration(YamlReader yaml, Dictionary<string, YamlNode> map)
    {
        var name = map.TryGetValue("metadata", out var metadata) ? yaml.Text(yaml.Map(metadata, "metadata"), "name") : null;
        var spec = map.TryGetValue("spec", out var node) ? yaml.Map(node, "spec") : [];
        var features = new HashSet<string>();
        foreach (var feature in yaml.List(spec.GetValueOrDefault("features"), "features"))
        {
            var entry = yaml.Map(feature, "a feature");
            if (yaml.Bool(entry, "enabled") == true && yaml.Text(entry, "name") is { } enabled)
                features.Add(enabled);
        }
        _configurations.Add(new DaprConfiguration(name ?? "", features));
    }

    private static bool IsPath(string key) =>
        key.Equals("folder", StringComparison.OrdinalIgnoreCase) || key.Equals("connectionString", StringComparison.OrdinalIgnoreCase);

    /// <summary>A connection string may be a bare path, <c>file:path?options</c>, or a database in memory.</summary>
    private string UnderDataFolder(string key, string value)
    {
        if (value.Length == 0 || value.Contains(":memory:", StringComparison.Ordinal))
            return value;
        if (!key.Equals("connectionString", StringComparison.OrdinalIgnoreCase) || !value.StartsWith("file:", StringComparison.Ordinal))
            return Path.GetFullPath(value, _dataFolder);
        var (path, options) = value["file:".Length..].Split('?', 2) is [var before, var after] ? (before, "?" + after) : (value["file:".Length..], "");
        return "file:" + Path.GetFullPath(path, _dataFolder) + options;
    }
}
