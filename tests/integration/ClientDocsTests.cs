using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>What the documents say of reading from other languages, run as it stands there.</summary>
[Collection(LiveMeshCollection.Name)]
public sealed class ClientDocsTests(LiveMesh mesh)
{
    private const string Document = "deploy/docs/clients.md";
    private const string Known = "u00001";

    [Fact]
    public async Task JavaScript_WithTheDaprSdk_PrintsVersionStatusAndLength()
    {
        Script.SkipWithoutNode();

        var printed = await Script.NodeAsync(Here(Script.Blocks(Document, "js")[0]));

        Assert.Equal([$"representation@v1 {Known} PRESENT 64", "representation@v1 nobody NOT_FOUND 0"], Answers(printed));
    }

    [Fact]
    public async Task JavaScript_BinaryForm_HasTheSameValuesAsJson()
    {
        Script.SkipWithoutNode();
        var first = (await mesh.Client.ReadAsync(LiveMesh.Model, Known)).Embeddings[0]![0];

        var printed = await Script.NodeAsync(Here(Script.Blocks(Document, "js")[1]));

        Assert.Equal("representation@v1 nobody NOT_FOUND 0", printed[1].TrimEnd());
        Assert.StartsWith($"representation@v1 {Known} PRESENT 64 ", printed[0], StringComparison.Ordinal);
        Assert.Equal(first, float.Parse(printed[0].Split(' ')[^1], CultureInfo.InvariantCulture), 0.001f);
    }

    [Fact]
    public async Task JavaScript_OfTheReadme_PublishesAndReads()
    {
        Script.SkipWithoutNode();

        // Of a user of its own: the mesh's own users are other tests'.
        var printed = await Script.NodeAsync(Here(Script.Blocks("README.md", "js")[0]).Replace(Known, "js-user", StringComparison.Ordinal));

        Assert.Single(Answers(printed));
    }

    [Fact]
    public async Task Curl_JsonAndBinary_HaveTheSameVectors()
    {
        using var folder = new TempFolder();
        var blocks = Script.Blocks(Document, "bash");

        var json = JsonSerializer.Deserialize<EmbeddingsResponse>(string.Concat(await Script.BashAsync(Here(blocks[0]), folder.Path)), MeshClient.Json)!;
        await Script.BashAsync(Here(blocks[1]), folder.Path);
        var binary = Assert.Single(EmbeddingsAnswer.Parser.ParseFrom(File.ReadAllBytes(folder.File("answer.bin"))).Groups);

        Assert.Equal(["PRESENT", "NOT_FOUND"], json.Statuses);
        Assert.Equal([EmbeddingStatus.Present, EmbeddingStatus.NotFound], binary.Statuses);
        Assert.Equal((json.EncoderVersion, json.EmbeddingSpaceId, (uint)json.Dimension, json.Metric), (binary.EncoderVersion, binary.EmbeddingSpaceId, binary.Dimension, binary.Metric));
        Assert.Equal(json.Embeddings[0]!, MemoryMarshal.Cast<byte, float>(binary.Vectors.Span).ToArray());
    }

    /// <summary>Without the lines that the SDK itself says.</summary>
    private static IEnumerable<string> Answers(string[] printed) => printed.Where(l => l.StartsWith("representation@v1", StringComparison.Ordinal));

    private string Here(string code) => Regex.Replace(code, @"\b3500\b", $"{3500 + mesh.PortOffset}");
}
