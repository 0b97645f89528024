using Cel;

namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <summary>A route and what an event must meet to take it: an expression in CEL over the variable <c>event</c>, as in daprd.</summary>
internal sealed class RouteRule
{
    private static readonly CelEnvironment s_cel = new(fileDescriptors: null, messageNamespace: null);
    private static readonly Lock s_compiling = new();

    private readonly CelProgramDelegate? _program;

    private RouteRule(string match, string path, CelProgramDelegate? program) => (Match, Path, _program) = (match, path, program);

    /// <summary>Empty: every event.</summary>
    public string Match { get; }

    public string Path { get; }

    public bool TakesAll => _program is null;

    public static RouteRule Always(string path) => new("", path, null);

    /// <returns>Null, with what is wrong, where the text is no CEL. One that asks for nothing takes every event.</returns>
    public static RouteRule? Parse(string match, string path, out string fault)
    {
        fault = "";
        match = match.Trim();
        if (match.Length == 0)
            return Always(path);
        try
        {
            lock (s_compiling)
                return new RouteRule(match, path, s_cel.Compile(match));
        }
        catch (Exception e)
        {
            // Whatever the library throws at a text of an app's, the text is at fault.
            fault = $"the rule '{match}' is no CEL: {e.Message}";
            return null;
        }
    }

    /// <param name="variables">The event under its name.</param>
    /// <returns>Null, with what is wrong, where the rule says neither yes nor no of this event: it asks for a field that isn't there, say.</returns>
    public bool? IsMetBy(IDictionary<string, object?> variables, out string fault)
    {
        fault = "";
        if (_program is null)
            return true;
        try
        {
            var result = _program(variables);
            if (result is bool met)
                return met;
            fault = $"the rule '{Match}' gives {result ?? "null"}, neither true nor false";
        }
        catch (Exception e)
        {
            fault = $"the rule '{Match}' can't be evaluated: {e.Message}";
        }
        return null;
    }
}
