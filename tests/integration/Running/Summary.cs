using System.Text.Json;

namespace UserRep.Integration.Tests.Running;

/// <summary>What a run with --output json printed.</summary>
internal sealed class Summary
{
    private readonly JsonElement _json;

    private Summary(JsonElement json) => _json = json;

    public long Published => _json.GetProperty("published").GetInt64();

    public long Ingest(string what) => _json.GetProperty("ingest").GetProperty(what).GetInt64();

    public string SampleUser => _json.GetProperty("sampleUser").GetString()!;

    public float[] SampleVector => _json.GetProperty("sampleVector").Deserialize<float[]>()!;

    public static async Task<Summary> OfAsync(MeshProcess mesh)
    {
        // 1 is a check that does not hold: the test looks at each of them.
        var exit = await mesh.ExitCodeAsync();
        Assert.True(exit is 0 or 1, $"exit code {exit}\n{mesh.Errors}\n{mesh.Output}");
        return new Summary(JsonDocument.Parse(mesh.Output).RootElement);
    }

    /// <summary>Every check but freshness, which is the wall clock's: a busy test machine must not decide.</summary>
    public void AssertChecksHold()
    {
        foreach (var check in _json.GetProperty("checks").EnumerateArray())
        {
            if (!check.GetProperty("what").GetString()!.Contains("freshness", StringComparison.Ordinal))
                Assert.True(check.GetProperty("holds").GetBoolean(), check.GetRawText());
        }
    }

    /// <summary>Counted as an undisturbed run counts: each event once, none twice, none lost.</summary>
    public void AssertCountsAreUndisturbed()
    {
        Assert.Equal(Published, Ingest("accepted"));
        Assert.Equal(0, Ingest("duplicate"));
        Assert.Equal(0, Ingest("refusedTotal"));
        Assert.Equal(0, Ingest("late"));
    }
}
