using Dapr.Client;
using UserRep.Contracts.Mesh;

namespace UserRep.VersionRouter.Evaluations;

/// <summary>The evaluations posted of each version, the newest for each data set.</summary>
internal sealed class EvaluationStore(DaprClient dapr)
{
    private const int MaxDataSets = 20;
    private const int MaxTries = 20;

    private static readonly StateOptions s_firstWrite = new() { Concurrency = ConcurrencyMode.FirstWrite };

    public async Task<IReadOnlyList<VersionEvaluation>> OfAsync(string version, CancellationToken ct) => (await ReadAsync(version, ct)).Evaluations;

    public async Task AddAsync(string version, VersionEvaluation evaluation, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (known, etag) = await ReadAsync(version, ct);
            VersionEvaluation[] next = [evaluation, .. known.Where(e => e.DataFingerprint != evaluation.DataFingerprint).Take(MaxDataSets - 1)];
            if (await dapr.TrySaveStateAsync(ComponentNames.StateStore, Key(version), next, etag, s_firstWrite, cancellationToken: ct))
                return;
            if (attempt == MaxTries)
                throw new InvalidOperationException($"The evaluation of {version} could not be saved in {MaxTries} tries.");
        }
    }

    private async Task<(VersionEvaluation[] Evaluations, string ETag)> ReadAsync(string version, CancellationToken ct)
    {
        var (known, etag) = await dapr.GetStateAndETagAsync<VersionEvaluation[]?>(ComponentNames.StateStore, Key(version), cancellationToken: ct);
        return (known ?? [], etag ?? "");
    }

    private static string Key(string version) => $"evaluations/{version}";
}
