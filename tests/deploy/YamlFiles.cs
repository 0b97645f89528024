using YamlDotNet.RepresentationModel;

namespace UserRep.Deploy.Tests;

internal static class YamlFiles
{
    /// <summary>Every document of a YAML file.</summary>
    public static IReadOnlyList<YamlMappingNode> Documents(string path)
    {
        using var reader = new StreamReader(Path.Combine(Repository.Root, path));
        return Documents(reader);
    }

    public static IReadOnlyList<YamlMappingNode> Documents(TextReader reader)
    {
        var stream = new YamlStream();
        stream.Load(reader);
        return [.. stream.Documents.Select(d => Assert.IsType<YamlMappingNode>(d.RootNode))];
    }

    /// <summary>The node at a path of keys.</summary>
    public static YamlNode At(this YamlNode node, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            node = ((YamlMappingNode)node)[key];
        return node;
    }

    public static bool Has(this YamlNode node, string key) => ((YamlMappingNode)node).Children.ContainsKey(key);

    public static IEnumerable<string> Keys(this YamlNode node) => ((YamlMappingNode)node).Children.Keys.Select(k => ((YamlScalarNode)k).Value!);

    public static IEnumerable<string> Texts(this YamlNode node, string key) => node.Items(key).Select(i => ((YamlScalarNode)i).Value!);

    public static string Relative(string file) => Path.GetRelativePath(Repository.Root, file);
}
