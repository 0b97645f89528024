using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace UserRep.LocalMesh.Topology;

/// <summary>Reads YAML nodes and collects what is wrong with them, with their lines.</summary>
internal sealed class YamlReader(string file, List<FileError> errors)
{
    public string File { get; } = file;

    /// <summary>The file's documents; empty, with the reason collected, where it isn't YAML.</summary>
    public IReadOnlyList<YamlNode> Documents()
    {
        try
        {
            using var text = System.IO.File.OpenText(File);
            var stream = new YamlStream();
            stream.Load(text);
            return [.. stream.Documents.Select(d => d.RootNode)];
        }
        catch (YamlException error)
        {
            errors.Add(new FileError(File, (int)error.Start.Line, error.InnerException?.Message ?? error.Message));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            errors.Add(new FileError(File, 0, error.Message));
        }
        return [];
    }

    public void Error(YamlNode node, string reason) => errors.Add(new FileError(File, (int)node.Start.Line, reason));

    /// <summary>The mapping's entries by key; anything but a mapping is an error.</summary>
    public Dictionary<string, YamlNode> Map(YamlNode node, string what)
    {
        if (node is YamlMappingNode map)
            return map.Children.ToDictionary(c => Scalar(c.Key, "a key"), c => c.Value);
        if (!IsEmpty(node))
            Error(node, $"{what} must be a mapping");
        return [];
    }

    public IReadOnlyList<YamlNode> List(YamlNode? node, string what)
    {
        if (node is YamlSequenceNode list)
            return [.. list.Children];
        if (node is not null && !IsEmpty(node))
            Error(node, $"{what} must be a list");
        return [];
    }

    public string Scalar(YamlNode node, string what)
    {
        if (node is YamlScalarNode scalar)
            return scalar.Value ?? "";
        Error(node, $"{what} must be a single value");
        return "";
    }

    public string? Text(Dictionary<string, YamlNode> map, string key) =>
        map.TryGetValue(key, out var node) && Scalar(node, key) is { Length: > 0 } text ? text : null;

    public int? Port(Dictionary<string, YamlNode> map, string key)
    {
        if (!map.TryGetValue(key, out var node))
            return null;
        if (int.TryParse(Scalar(node, key), out var port) && port is > 0 and <= ushort.MaxValue)
            return port;
        Error(node, $"{key} must be a port from 1 to {ushort.MaxValue}");
        return null;
    }

    public bool? Bool(Dictionary<string, YamlNode> map, string key)
    {
        if (!map.TryGetValue(key, out var node))
            return null;
        if (bool.TryParse(Scalar(node, key), out var value))
            return value;
        Error(node, $"{key} must be true or false");
        return null;
    }

    /// <summary>Reports every key that is neither known nor ignored.</summary>
    public void RefuseOthers(YamlNode node, string what, params ReadOnlySpan<string> known)
    {
        if (node is not YamlMappingNode map)
            return;
        foreach (var key in map.Children.Keys)
        {
            if (!known.Contains(Scalar(key, "a key")))
                Error(key, $"{what}: the local mesh does not know the key '{key}'");
        }
    }

    private static bool IsEmpty(YamlNode node) => node is YamlScalarNode { Value: null or "" };
}
