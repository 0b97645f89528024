using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace UserRep.Deploy.Tests.Components;

/// <summary>A Configuration's access-control list, judged as daprd does.</summary>
internal sealed class AccessList(string appId)
{
    private readonly YamlNode _access = Repository.Yaml($"components/production/config-{appId}.yaml").At("spec", "accessControl");

    public string DefaultAction => _access.Value("defaultAction")!;

    public IEnumerable<YamlNode> Policies => _access.Items("policies");

    public IEnumerable<string> Callers => Policies.Select(p => p.Value("appId")!);

    public bool Allows(string caller, string verb, string path)
    {
        if (Policies.SingleOrDefault(p => p.Value("appId") == caller) is not { } policy)
            return DefaultAction == "allow";
        // The most exact operation decides, as in daprd's tree of them.
        var operation = policy.Items("operations").OrderByDescending(o => o.Value("name")!.Length).FirstOrDefault(o => Pattern(o.Value("name")!).IsMatch(path));
        return operation is not null && operation.Texts("httpVerb").Any(v => v == verb || v == "*")
            ? operation.Value("action") == "allow"
            : policy.Value("defaultAction") == "allow";
    }

    public static Regex Pattern(string operation) => new("^" + Regex.Escape(operation).Replace(@"\*\*", ".+").Replace(@"\*", "[^/]+") + "$");
}
