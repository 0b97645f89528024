using System.Text.Json;

namespace UserRep.Contract.Tests.Running;

/// <summary>KnownDifferences.json: the tests that a target is expected not to pass, each with its reason. A test listed for the target that runs is skipped with it.</summary>
internal sealed record KnownDifference(string On, string Test, string Because);

internal static class KnownDifferences
{
    public static IReadOnlyList<KnownDifference> All { get; } = Read();

    /// <param name="targets">Names of what runs, from the general to the special: <c>daprd</c>, <c>daprd in-memory</c>.</param>
    public static void SkipIfExpected(IReadOnlyList<string> targets)
    {
        var test = TestContext.Current.TestMethod?.MethodName;
        if (All.FirstOrDefault(d => d.Test == test && targets.Contains(d.On)) is { } difference)
            Assert.Skip($"Expected to differ on {difference.On}: {difference.Because}");
    }

    private static List<KnownDifference> Read()
    {
        using var file = typeof(KnownDifferences).Assembly.GetManifestResourceStream("KnownDifferences.json")!;
        return JsonSerializer.Deserialize<List<KnownDifference>>(file, JsonSerializerOptions.Web)!;
    }
}
