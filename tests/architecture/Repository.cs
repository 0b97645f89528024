using YamlDotNet.RepresentationModel;

namespace UserRep.Architecture.Tests;

/// <summary>The repository's files, found by walking up from the test's folder.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static IEnumerable<string> Files(string folder, string pattern) => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>The one document of a YAML file.</summary>
    public static YamlMappingNode Yaml(string path)
    {
        using var reader = new StreamReader(Path.Combine(Root, path));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    public static string? Value(this YamlNode node, string key) => ((YamlMappingNode)node).Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;

    public static IEnumerable<YamlNode> Items(this YamlNode node, string key) => ((YamlMappingNode)node).Children.TryGetValue(key, out var value) ? (YamlSequenceNode)value : [];

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "UserRep.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
