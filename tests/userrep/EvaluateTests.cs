using System.Text.Json;
using System.Text.Json.Nodes;

namespace UserRep.Command.Tests;

public sealed class EvaluateTests(EvaluateTests.Files files) : IClassFixture<EvaluateTests.Files>
{
    [Fact]
    public async Task Evaluate_Quick_WritesAReportAndSaysWhere()
    {
        using var folder = new TempFolder();
        var ran = (await Evaluate(folder, files.Mapping, "--quick", "--report", folder.File("report"))).Succeeded();
        Assert.Contains(folder.File("report/report.html"), ran.Output);
        Assert.Contains("active-7d", ran.Output);
        Assert.Equal(["evaluation.json", "report.html", "scores.csv"], Directory.EnumerateFiles(folder.File("report")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var written = JsonDocument.Parse(await File.ReadAllBytesAsync(folder.File("report/evaluation.json"), TestContext.Current.CancellationToken));
        Assert.Equal("representation@v1", written.RootElement.GetProperty("bundle").GetProperty("version").GetString());
        Assert.StartsWith("userrep evaluate --bundle", written.RootElement.GetProperty("command").GetString());
    }

    [Fact]
    public async Task Evaluate_Tune_WritesSettingsThatAnEvaluationReads()
    {
        using var folder = new TempFolder();
        var settings = folder.File("settings.json");
        // Without groups and attributes there are few questions, and a search is many fits of each.
        var mapping = JsonNode.Parse(File.ReadAllText(files.Mapping))!.AsObject();
        foreach (var part in (string[])["categories", "users", "onboarding"])
            Assert.True(mapping.Remove(part));
        var bare = folder.Write("mapping.json", mapping.ToJsonString());
        Assert.Contains(settings, (await Evaluate(folder, bare, "--quick", "--tune", settings, "--report", folder.File("report"))).Succeeded().Output);
        Assert.False(Directory.Exists(folder.File("report")));
        using var found = JsonDocument.Parse(await File.ReadAllBytesAsync(settings, TestContext.Current.CancellationToken));
        Assert.True(found.RootElement.GetProperty("pca").GetProperty("return").GetProperty("penalty").GetDouble() > 0);
        var ran = (await Evaluate(folder, bare, "--quick", "--settings", settings, "--report", folder.File("report"), "--output", "json")).Succeeded();
        Assert.DoesNotContain("default settings", ran.Json.GetProperty("notes").ToString());
        Assert.Contains("leaves", ran.Json.GetProperty("scores").EnumerateArray().First(s => s.GetProperty("method").GetString() == "trees").GetProperty("settings").GetString());
    }

    [Fact]
    public async Task Evaluate_WhatDoesNotExist_IsRefusedAllAtOnce()
    {
        using var folder = new TempFolder();
        var tasks = folder.Write("tasks.json", """{ "draw": 50, "seeds": "one" }""");
        var ran = await Ran.Of("evaluate", "--bundle", "nowhere", "--events", files.Events, "--mapping", files.Mapping, "--tasks", tasks, "--settings", "none.json", "--tune", "nofolder/s.json");
        ran.Refused("there is no bundle", "there is no option draw; known are trainCuts, testCuts", "seeds: ", "there is no file", "there is no folder");
    }

    [Fact]
    public async Task Evaluate_OptionsOutOfRange_AreRefused()
    {
        using var folder = new TempFolder();
        var tasks = folder.Write("tasks.json", """{ "draws": 1, "testCuts": ["2025-09-01"], "trainCuts": ["2025-09-02"] }""");
        (await Ran.Of("evaluate", "--bundle", files.Bundle, "--events", files.Events, "--mapping", files.Mapping, "--tasks", tasks)).Refused("draws is 1, must be 20 to 10000", "trainCuts must all lie before testCuts");
    }

    private Task<Ran> Evaluate(TempFolder folder, string mapping, params string[] more) => Ran.Of(
        ["evaluate", "--bundle", files.Bundle, "--events", files.Events, "--mapping", mapping, "--tasks",
            folder.Write("tasks.json", """{ "trainCutCount": 2, "testCutCount": 1, "draws": 20, "minPositives": 1, "threads": 2 }"""), .. more]);

    /// <summary>A bundle that leaves the last 40 days of a simulation to be asked about.</summary>
    public sealed class Files : IAsyncLifetime
    {
        private readonly TempFolder _folder = new();

        public string Events => _folder.File("data/events.csv.gz");

        public string Mapping => _folder.File("data/mapping.json");

        public string Bundle => _folder.File("bundles/representation@v1");

        public async ValueTask InitializeAsync()
        {
            (await Ran.Of("simulate", "--users", "120", "--items", "60", "--days", "100", "--out", _folder.File("data"))).Succeeded();
            (await Ran.Of(
                "train", "--events", Events, "--mapping", Mapping, "--out", _folder.File("bundles"), "--router", "none", "--as-of", "2025-08-22", "--latent", "8", "--hidden", "16", "--windows", "7,30",
                "--epochs", "2", "--leave-out", "0.3", "--options", _folder.Write("options.json", """{ "batchSize": 64, "rhythmDays": 7, "itemVectors": { "collaborativeDimension": 8, "contentDimension": 4 } }"""))).Succeeded();
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
