using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>The sample downstream model, which the local mesh trains, registers and runs.</summary>
[Collection(LiveMeshCollection.Name)]
public sealed class SampleRankerTests(LiveMesh mesh)
{
    private const string Model = "sample-ranker";

    private HttpClient Ranker => mesh.Client.App(Model);

    [Fact]
    public async Task Head_OfTheMesh_IsProvenByItsTrainingSetsStamp()
    {
        var head = Assert.Single((await Ranker.GetFromJsonAsync<JsonElement[]>("/v1/heads"))!);
        var model = await mesh.Client.App(AppIds.VersionRouter).GetFromJsonAsync<ModelInfo>($"/v1/models/{Model}", MeshClient.Json);

        Assert.Equal("representation@v1", model!.Pin);
        Assert.Equal(head.GetProperty("stamp").GetProperty("signature").GetString(), Assert.Single(model.Heads).Proof);
        Assert.Equal([Model], model.AllowedAppIds);
    }

    [Fact]
    public async Task Scores_KnownAndUnknownUsers_AreInTheOrderAsked()
    {
        // More than a call takes, so that the client asks twice.
        string[] users = ["nobody", .. mesh.Histories().Keys.Take(100), .. Enumerable.Range(0, 1_000).Select(i => $"nobody-{i}")];
        using var response = await Ranker.PostAsJsonAsync("/v1/scores", new { userIds = users });

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        var scores = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("scores").EnumerateArray().ToArray();
        Assert.Equal(users, scores.Select(s => s.GetProperty("userId").GetString()));
        Assert.Equal(JsonValueKind.Null, scores[0].GetProperty("score").ValueKind);
        Assert.Equal("NotFound", scores[0].GetProperty("status").GetString());
        Assert.All(scores[1..101], s => Assert.InRange(s.GetProperty("score").GetDouble(), 0, 1));
        Assert.True(scores[1..101].Select(s => s.GetProperty("score").GetDouble()).Distinct().Count() > 10);
        Assert.All(scores, s => Assert.Equal("representation@v1", s.GetProperty("encoderVersion").GetString()));
    }

    [Fact]
    public async Task Scores_BadRequest_ReportsEveryFault() =>
        await ProblemDetail.AssertAsync(await Ranker.PostAsJsonAsync("/v1/scores", new { userIds = new[] { "u", "u", " " } }), HttpStatusCode.BadRequest);

    [Fact]
    public async Task Start_WithoutAHead_SaysWhatToDo()
    {
        using var folder = new TempFolder();
        var port = 5105 + Ports.FreeOffset();
        await using var program = SampleProgram.Start(folder.Path, port);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Eventually.HasAsync(() => http.GetAsync("/healthz"), r => r.IsSuccessStatusCode, "it is up");

        foreach (var response in (HttpResponseMessage[])[await http.GetAsync("/v1/heads"), await http.PostAsJsonAsync("/v1/scores", new { userIds = new[] { "u" } })])
        {
            var problem = await ProblemDetail.AssertAsync(response, HttpStatusCode.ServiceUnavailable, "NO_HEAD");
            Assert.Contains("--train", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Train_BadSets_AreRefusedWithTheReasonAndLeaveNoHead()
    {
        using var folder = new TempFolder();
        var set = mesh.Data.File("samples/sample-ranker/set.parquet");
        var altered = File.ReadAllBytes(set);
        // The stamp's dimension is in the file's footer as text: 64 becomes 65.
        var at = altered.AsSpan().LastIndexOf("dimension"u8);
        var digits = at + altered.AsSpan(at).IndexOf("64"u8);
        altered[digits + 1] = (byte)'5';
        File.WriteAllBytes(folder.File("altered.parquet"), altered);

        foreach (var (arguments, reason) in (IEnumerable<(string[], string)>)[
            (["--train", "nowhere.parquet"], "nowhere.parquet"), (["--train", folder.Write("text.parquet", "no Parquet")], "can't be read"),
            (["--train", set, "--label", "buys_7d"], "no label buys_7d"), (["--train", folder.File("altered.parquet")], "altered")])
        {
            var (exit, errors) = await SampleProgram.TrainAsync(folder.File("heads"), arguments);

            Assert.Equal(2, exit);
            Assert.Contains(reason, errors, StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(folder.File("heads")));
    }
}
