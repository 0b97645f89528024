namespace UserRep.Command.Tests;

/// <summary>A small simulation as files and a bundle trained on it, made once through the command.</summary>
public sealed class TrainedFiles : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public string Events => _folder.File("data/events.csv.gz");

    public string Mapping => _folder.File("data/mapping.json");

    public string Bundles => _folder.File("bundles");

    public string Bundle => _folder.File("bundles/representation@v1");

    internal Ran Training { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (await Ran.Of("simulate", "--users", "120", "--items", "80", "--days", "40", "--out", _folder.File("data"))).Succeeded();
        Training = await Ran.Of(
            "train", "--events", Events, "--mapping", Mapping, "--out", Bundles, "--router", "none", "--as-of", "2025-09-20", "--latent", "8", "--hidden", "16",
            "--epochs", "2", "--options", _folder.Write("options.json", """{ "batchSize": 64, "itemVectors": { "collaborativeDimension": 8, "contentDimension": 4, "categoryDimension": 0 }, "activation": "gelu" }"""));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
