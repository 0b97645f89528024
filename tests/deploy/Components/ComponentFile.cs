using YamlDotNet.RepresentationModel;

namespace UserRep.Deploy.Tests.Components;

/// <summary>A Dapr component of the folder components.</summary>
internal sealed record ComponentFile(string Path, YamlMappingNode Yaml)
{
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    public string Name => Yaml.At("metadata").Value("name")!;

    public string Type => Yaml.At("spec").Value("type")!;

    public string[] Scopes => [.. Yaml.Texts("scopes")];

    public IEnumerable<YamlNode> Metadata => Yaml.At("spec").Items("metadata");

    public string? Value(string key) => Metadata.SingleOrDefault(m => m.Value("name") == key)?.Value("value");

    /// <summary>A value of the form app=topic,topic;app= as Dapr reads it.</summary>
    public Dictionary<string, string[]> TopicScopes(string key) =>
        Value(key)!.Split(';').Select(s => s.Split('=')).ToDictionary(s => s[0], s => s[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).ToArray());

    public static IReadOnlyList<ComponentFile> All { get; } =
    [
        .. from file in Repository.Files("components", "*.yaml")
           where System.IO.Path.GetFileName(file) != "kustomization.yaml"
           let yaml = Repository.Yaml(YamlFiles.Relative(file))
           where yaml.Value("kind") == "Component"
           select new ComponentFile(YamlFiles.Relative(file), yaml),
    ];

    public static ComponentFile Of(string path) => All.Single(c => c.Path == path);
}
