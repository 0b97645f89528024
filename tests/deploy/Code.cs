using System.Reflection;
using System.Text.RegularExpressions;
using UserRep.Contracts.Mesh;

namespace UserRep.Deploy.Tests;

/// <summary>What the services' source says of topics, calls, actors and state: what every file that deploys them is held against.</summary>
internal static class Code
{
    public static string[] Topics { get; } = [.. Constants(typeof(Topics)).Values];

    public static string[] AppIds { get; } = [.. Constants(typeof(AppIds)).Values];

    /// <summary>App-ids with a process.</summary>
    public static string[] Services { get; } = [.. AppIds.Except([Contracts.Mesh.AppIds.Playground])];

    public static string[] ComponentNames { get; } = [.. Constants(typeof(ComponentNames)).Values];

    public static string[] Subscriptions(string service) => Names(service, typeof(Topics), @"MapBulkTopic<\w+>\(Topics\.(\w+)");

    public static string[] Publications(string service) => Names(service, typeof(Topics), @"Publish\w*Async\((?:ComponentNames\.PubSub, )?Topics\.(\w+)");

    /// <summary>The app-ids that a service calls.</summary>
    public static string[] Calls(string service) => Names(service, typeof(AppIds), @"CreateInvokeHttpClient\(AppIds\.(\w+)");

    public static string[] ActorTypes { get; } = [.. Services.SelectMany(s => Matches(s, @"RegisterActor<(\w+)>")).Distinct()];

    public static bool KeepsState(string service) => Matches(service, @"ComponentNames\.StateStore|RegisterActor<").Any();

    /// <summary>Calls to other services: verb and path, with x for each value in it.</summary>
    public static IEnumerable<(string Verb, string Path)> CalledPaths(string service) =>
        from file in Sources(service)
        from Match call in Regex.Matches(file, """(?:\.(Get|Post|Put|Delete)\w*Async(?:<[^(]*>)?\(|HttpMethod\.(Get|Post|Put|Delete), )\$?"(/v1/[^"?]*)""")
        select ((call.Groups[1].Success ? call.Groups[1] : call.Groups[2]).Value.ToUpperInvariant(), Regex.Replace(call.Groups[3].Value, @"\{[^{}]*\}", "x"));

    /// <summary>Whether an environment variable such as Encoder__BundleRoot sets an option that exists.</summary>
    public static bool HasOption(string variable)
    {
        var parts = variable.Split("__");
        return s_options.Any(o => o.Contains($"Section = \"{parts[0]}\"", StringComparison.Ordinal) && Regex.IsMatch(o, $@" {parts[1]} \{{ get;"));
    }

    private static readonly string[] s_options = [.. Repository.Files("services", "*Options.cs").Select(File.ReadAllText)];

    private static string[] Names(string service, Type constants, string pattern) => [.. Matches(service, pattern).Select(n => Constants(constants)[n]).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Matches(string service, string pattern) => Sources(service).SelectMany(file => Regex.Matches(file, pattern)).Select(m => m.Groups[1].Value);

    private static IEnumerable<string> Sources(string service) =>
        Repository.Files("services/" + service, "*.cs").Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText);

    private static Dictionary<string, string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).ToDictionary(f => f.Name, f => (string)f.GetRawConstantValue()!);
}
