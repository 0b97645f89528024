using Dapr.Client;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Evaluations;

/// <summary>The evaluations posted of each version, the newest for each data set.</summary>
internal sealed class EvaluationStore(DaprClient dapr)
{
    private const int MaxDataSets = 20;

    public async Task<IReadOnlyList<VersionEvaluation>> OfAsync(string version, CancellationToken ct) =>
        await SharedDocument.ReadAsync<VersionEvaluation[]>(dapr, Key(version), ct) ?? [];

    public Task AddAsync(string version, VersionEvaluation evaluation, CancellationToken ct) =>
        SharedDocument.ChangeAsync<VersionEvaluation[]>(dapr, Key(version), known =>
            [evaluation, .. (known ?? []).Where(e => e.DataFingerprint != evaluation.DataFingerprint).Take(MaxDataSets - 1)], ct);

    private static string Key(string version) => $"evaluations/{version}";
}
