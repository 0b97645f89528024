using UserRep.Command.Mesh;
using UserRep.Contracts.DeadLetters;
using UserRep.Contracts.Mesh;

namespace UserRep.Command.DeadLetters;

/// <summary>feature-ingest's dead letters.</summary>
internal sealed class LetterCalls(string sidecar) : IDisposable
{
    private const int PageSize = 1000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly MeshClient _mesh = new(sidecar, s_patience);

    /// <summary>At most <paramref name="most"/> letters, oldest first, over as many pages as it takes.</summary>
    public async Task<(List<DeadLetterSummary> Letters, string? Fault)> ListAsync(string? reason, int most, CancellationToken ct)
    {
        var letters = new List<DeadLetterSummary>();
        for (long? after = -1; after is not null && letters.Count < most;)
        {
            var ofReason = reason is null ? "" : $"&reason={Uri.EscapeDataString(reason)}";
            var answer = await _mesh.GetAsync<DeadLetterPage>(AppIds.FeatureIngest, FormattableString.Invariant($"/v1/dead-letters?after={after}&limit={Math.Min(PageSize, most - letters.Count)}{ofReason}"), ct);
            if (answer.Value is not { } page)
                return (letters, answer.Fault);
            letters.AddRange(page.Letters);
            after = page.Next;
        }
        return (letters, null);
    }

    public Task<MeshAnswer<DeadLetterDetail>> FindAsync(string id, CancellationToken ct) =>
        _mesh.GetAsync<DeadLetterDetail>(AppIds.FeatureIngest, $"/v1/dead-letters/{Uri.EscapeDataString(id)}", ct);

    /// <param name="body">Empty: the original.</param>
    public Task<MeshAnswer<DeadLetterDetail>> ReplayAsync(string id, byte[] body, CancellationToken ct) =>
        _mesh.PostAsync<DeadLetterDetail>(AppIds.FeatureIngest, $"/v1/dead-letters/{Uri.EscapeDataString(id)}/replay", body, ct);

    /// <returns>Why it could not be deleted; null if it was.</returns>
    public Task<string?> DeleteAsync(string id, CancellationToken ct) =>
        _mesh.DeleteAsync(AppIds.FeatureIngest, $"/v1/dead-letters/{Uri.EscapeDataString(id)}", ct);

    public void Dispose() => _mesh.Dispose();
}
