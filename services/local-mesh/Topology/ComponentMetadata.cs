using System.Globalization;

namespace UserRep.LocalMesh.Topology;

/// <summary>Reads a component's metadata with ranges, collecting what is wrong; keys are matched in any case, as daprd does.</summary>
internal sealed class ComponentMetadata(Component component, List<FileError> errors)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public string? Text(string key)
    {
        _known.Add(key);
        foreach (var (name, value) in component.Metadata)
        {
            if (name.Equals(key, StringComparison.OrdinalIgnoreCase))
                return value;
        }
        return null;
    }

    public string Required(string key)
    {
        if (Text(key) is { Length: > 0 } text)
            return text;
        errors.Add(new FileError(component.File, component.Line, $"component {component.Name}: metadata {key} is missing"));
        return "";
    }

    public long Whole(string key, long otherwise, long least, long most)
    {
        if (Text(key) is not { } text)
            return otherwise;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        Error(key, $"must be a whole number from {least} to {most}");
        return otherwise;
    }

    public TimeSpan Duration(string key, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (Text(key) is not { } text)
            return otherwise;
        if (DurationText.TryParse(text, out var value) && value >= least && value <= most)
            return value;
        Error(key, $"must be a duration such as 500ms, 2s or 1m30s, from {least} to {most}");
        return otherwise;
    }

    /// <summary>Reports every key that nobody has asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var key in component.Metadata.Keys.Where(k => !_known.Contains(k)))
            Error(key, $"is not known to {component.Type}");
    }

    private void Error(string key, string reason)
    {
        var line = component.MetadataLines.FirstOrDefault(l => l.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;
        errors.Add(new FileError(component.File, line, $"component {component.Name}: metadata {key} {reason}"));
    }
}
