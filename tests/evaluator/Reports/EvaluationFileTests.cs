using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using UserRep.Evaluator.Reports;

namespace UserRep.Evaluator.Tests.Reports;

public sealed class EvaluationFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_WrittenAndRead_IsTheSame()
    {
        var file = EvaluationFile.Of(FakeResult.Make());
        file.Write(_folder.File("e.json"));
        var read = EvaluationFile.TryRead(_folder.File("e.json"), out var faults);
        Assert.Empty(faults);
        Assert.Equivalent(file, read, strict: true);
    }

    [Fact]
    public void File_WithPropertiesOfALaterWriter_IsRead()
    {
        Assert.Empty(FaultsAfter(json => json["carbon"] = 1));
    }

    [Fact]
    public void File_OfAnotherFormat_IsRefusedForThatAlone()
    {
        Assert.Equal("format is userrep-evaluation/2, must be userrep-evaluation/1", Assert.Single(FaultsAfter(json =>
        {
            json["format"] = "userrep-evaluation/2";
            json.AsObject().Remove("scores");
        })));
        Assert.Contains("not given", Assert.Single(FaultsAfter(json => json.AsObject().Remove("format"))));
    }

    [Fact]
    public void File_WithSeveralFaults_TellsThemAll()
    {
        var faults = FaultsAfter(json =>
        {
            json["bundle"]!["version"] = "latest";
            json["bundle"]!["sha256"] = "ABC";
            json["scores"]![0]!["task"] = "unheard-of";
            json["scores"]![1]!["method"] = "nobody";
            json["scores"]![2]!["value"]!["low"] = 9;
            json["scores"]!.AsArray().Add(json["scores"]![3]!.DeepClone());
        });
        Assert.Equal(6, faults.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"format\": 3}")]
    [InlineData("{\"format\": \"userrep-evaluation/1\"}")]
    [InlineData("{\"format\": \"userrep-evaluation/1\", \"bundle\": null}")]
    public void File_ThatIsNone_IsAFault(string text)
    {
        File.WriteAllText(_folder.File("e.json"), text);
        Assert.Null(EvaluationFile.TryRead(_folder.File("e.json"), out var faults));
        Assert.Single(faults);
    }

    [Fact]
    public void File_ThatIsMissing_IsAFault()
    {
        Assert.Null(EvaluationFile.TryRead(_folder.File("none.json"), out var faults));
        Assert.Single(faults);
    }

    [Fact]
    public void Schema_OfTheFile_NamesWhatTheTypesHave()
    {
        using var stream = File.OpenRead(RepoFiles.Get("services/evaluator/evaluation.schema.json"));
        var written = JsonNode.Parse(stream)!;
        var actual = EvaluationFile.Json.GetJsonSchemaAsNode(typeof(EvaluationFile), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
        Assert.Contains(".scores[].value.mean!", Paths(actual, actual));
        Assert.Equal(Paths(actual, actual), Paths(written, written));
    }

    /// <summary>Every property by its path, with whether it is required and may be null.</summary>
    private static SortedSet<string> Paths(JsonNode root, JsonNode node, string path = "")
    {
        node = Resolved(root, node);
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        var required = node["required"]?.AsArray().Select(r => (string)r!).ToHashSet() ?? [];
        foreach (var (name, property) in node["properties"]?.AsObject() ?? [])
        {
            paths.Add($"{path}.{name}{(required.Contains(name) ? "!" : "")}{(MayBeNull(property!) ? "?" : "")}");
            paths.UnionWith(Paths(root, property!, $"{path}.{name}"));
        }
        if (node["items"] is { } items)
            paths.UnionWith(Paths(root, items, path + "[]"));
        return paths;
    }

    private static JsonNode Resolved(JsonNode root, JsonNode node)
    {
        if (node is JsonObject && node["anyOf"] is JsonArray any)
            node = any[0]!;
        if (node["$ref"] is not { } reference)
            return node;
        foreach (var part in ((string)reference!).Split('/').Skip(1))
            root = root is JsonArray array ? array[int.Parse(part)]! : root[part]!;
        return root;
    }

    private static bool MayBeNull(JsonNode node) =>
        node["anyOf"] is JsonArray || (node["type"] is JsonArray types && types.Any(t => (string)t! == "null"));

    private IReadOnlyList<string> FaultsAfter(Action<JsonNode> change)
    {
        var json = JsonSerializer.SerializeToNode(EvaluationFile.Of(FakeResult.Make()), EvaluationFile.Json)!;
        change(json);
        File.WriteAllText(_folder.File("e.json"), json.ToJsonString());
        Assert.Equal(EvaluationFile.TryRead(_folder.File("e.json"), out var faults) is null, faults.Count > 0);
        return faults;
    }
}
