using System.Text.Json;
using System.Text.Json.Serialization;
using UserRep.Adapters;
using UserRep.Contracts.Adapters;

namespace UserRep.Command.Tests;

/// <summary>From two bundles to an adapter that version-router has.</summary>
public sealed class AdapterTests : IClassFixture<TrainedFiles>, IDisposable
{
    private const string Base = "/v1.0/invoke/version-router/method";
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private static readonly AdapterInfo s_info = new(new string('a', 64), "representation@v2", "representation@v1", "Affine", true, new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero), InUse: true);

    private readonly TrainedFiles _files;
    private readonly TempFolder _folder = new();
    private readonly FakeMesh _mesh;
    private readonly List<(string Call, string Body)> _calls = [];

    public AdapterTests(TrainedFiles files) => (_files, _mesh) = (files, new FakeMesh(Answer));

    public void Dispose()
    {
        _mesh.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Fit_TwoBundles_WritesAnAdapterSaysWhatItLosesAndPushesIt()
    {
        var second = await SecondAsync();
        var file = _folder.File("adapter.json");

        var ran = (await Fit(second, "--out", file, "--model", "ranker-a", "--push", "--quick", "--endpoint", _mesh.Url)).Succeeded();

        var adapter = AdapterFile.TryRead(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), out _)!;
        Assert.Empty(AdapterCheck.Faults(adapter));
        Assert.Equal(("representation@v2", "representation@v1"), (adapter.From.Version, adapter.To.Version));
        Assert.Contains("(taken)", ran.Output);
        Assert.Contains($"userrep plan adapt --version representation@v1 --adapter {adapter.Id}", ran.Output);
        Assert.Equal([$"GET {Base}/v1/models/ranker-a", $"POST {Base}/v1/adapters"], _calls.Select(c => c.Call));
        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), _calls[1].Body);
        // The tasks of the model are all that is asked about; these short data have no room for any.
        Assert.Contains(adapter.Report.Notes, n => n.StartsWith("tasks are left out", StringComparison.Ordinal) || n.StartsWith("active-7d is left out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fit_WhatIsMissing_IsAllSaidAtOnce() =>
        (await Fit(_folder.File("nothing"), "--out", _folder.File("none/adapter.json"), "--model", "unknown", "--endpoint", _mesh.Url)).Refused("there is no bundle", "there is no folder", "MODEL_NOT_FOUND-detail");

    [Fact]
    public async Task Fit_OneSpace_IsRefused() => (await Fit(_files.Bundle, "--out", _folder.File("adapter.json"))).Refused("are one space");

    [Theory]
    [InlineData("\"simulated\":true", "\"simulated\":false", "it was altered")]
    [InlineData("{", "[", "not the JSON of an adapter")]
    public async Task Push_FileThatWasAltered_IsRefusedBeforeItIsSent(string from, string to, string reason)
    {
        var text = System.Text.Encoding.UTF8.GetString(Small().ToBytes());
        var file = _folder.Write("adapter.json", text[..text.IndexOf(from, StringComparison.Ordinal)] + to + text[(text.IndexOf(from, StringComparison.Ordinal) + from.Length)..]);

        (await Ran.Of("adapter", "push", file, "--endpoint", _mesh.Url)).Refused(reason);

        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Push_GoodFile_SaysWhatIsNext()
    {
        var file = _folder.File("adapter.json");
        await File.WriteAllBytesAsync(file, Small().ToBytes(), TestContext.Current.CancellationToken);

        Assert.Contains("userrep plan adapt --version representation@v1", (await Ran.Of("adapter", "push", file, "--endpoint", _mesh.Url)).Succeeded().Output);
        Assert.Contains("in use, simulated", (await Ran.Of("adapter", "list", "--endpoint", _mesh.Url)).Succeeded().Output);
    }

    private static AdapterFile Small() => AdapterFile.Create(
        new AdapterSide("representation@v2", "b", "space-2", 1, "cosine"), new AdapterSide("representation@v1", "a", "space-1", 1, "cosine"), AdapterKind.Orthogonal, true,
        [AdapterTensor.Of(AdapterTensors.Weight, [2], 1, 1), AdapterTensor.Of(AdapterTensors.Bias, [0], 1)], new AdapterReport("d", "f", 1, 1, 1, 1, 1, 1, "1 - cosine", [], []));

    private Task<Ran> Fit(string from, params string[] more) =>
        Ran.Of(["adapter", "fit", "--from", from, "--to", "representation@v1", "--bundles", _files.Bundles, "--events", _files.Events, "--mapping", _files.Mapping, .. more]);

    private async Task<string> SecondAsync()
    {
        (await Ran.Of(
            "train", "--events", _files.Events, "--mapping", _files.Mapping, "--out", _folder.Path, "--router", "none", "--version", "2", "--seed", "2", "--as-of", "2025-09-20", "--latent", "8", "--hidden", "16",
            "--epochs", "2", "--options", _folder.Write("options.json", """{ "batchSize": 64, "itemVectors": { "collaborativeDimension": 8, "contentDimension": 4, "categoryDimension": 0 } }"""))).Succeeded();
        return _folder.File("representation@v2");
    }

    private (int, string) Answer(string method, string path, string body)
    {
        _calls.Add(($"{method} {path}", body));
        return (method, path[Base.Length..]) switch
        {
            ("POST", "/v1/adapters") => (201, JsonSerializer.Serialize(s_info, s_json)),
            ("GET", "/v1/adapters") => (200, JsonSerializer.Serialize(new[] { s_info }, s_json)),
            ("GET", "/v1/models/ranker-a") => (200, """{"model":"ranker-a","pin":"representation@v1","previousPin":null,"heads":[],"allowedAppIds":["x"],"registeredAt":"2026-06-30T12:00:00Z","evaluationTasks":["active-7d"]}"""),
            _ => (404, """{"detail":"MODEL_NOT_FOUND-detail"}"""),
        };
    }
}
