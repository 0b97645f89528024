using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.LastReads;
using UserRep.VersionRouter.Shadows;

namespace UserRep.VersionRouter.Reads;

/// <summary>Reads vectors of exactly the versions assigned to a model: each group of an answer is of one version, or there is no answer.</summary>
internal sealed class PinnedReader(
    Assigner assigner, ServedReader reader, ShadowQueue shadows, LastReadLog lastReads, VersionRouterInstruments instruments, TimeProvider clock)
{
    public async Task<Outcome<ModelAnswer>> ReadAsync(string modelName, EmbeddingsRequest request, string? caller, CancellationToken ct)
    {
        var assigned = assigner.Assign(modelName, request.Accepts, caller);
        if (!assigned.Ok)
            return assigned.Problem;
        var notBefore = MaxAge.NotBefore(request.MaxAge, clock.GetUtcNow());
        var reads = await Task.WhenAll(UserSplit.Of(assigned.Value, request.UserIds!, request.Groups).Select(g => ReadAsync(modelName, g, notBefore, ct)));
        foreach (var read in reads)
        {
            if (!read.Ok)
                return read.Problem;
        }
        var answer = new ModelAnswer(modelName, [.. reads.Select(r => r.Value!)], request.Groups);
        foreach (var group in answer.Groups)
            shadows.Offer(assigned.Value, group, notBefore);
        return answer;
    }

    private async Task<Outcome<ServedGroup>> ReadAsync(string model, ReadGroup group, long? notBefore, CancellationToken ct)
    {
        lastReads.OnRead(group.Version.Version, model);
        var version = group.Version;
        var columns = await reader.ReadAsync(model, version, group.UserIds, notBefore, ct);
        if (!columns.Ok)
            return columns.Problem;
        Count(model, version.Version, columns.Value);
        return new ServedGroup(group, columns.Value, version.ServedFrom, version.AdapterId);
    }

    private void Count(string model, string version, EmbeddingColumns columns)
    {
        Span<int> counts = stackalloc int[(int)EmbeddingStatus.Adapted + 1];
        foreach (var status in columns.Statuses)
            counts[(int)status]++;
        for (var status = 0; status < counts.Length; status++)
        {
            if (counts[status] > 0)
                instruments.OnRead(model, version, StatusNames.Of((EmbeddingStatus)status), counts[status]);
        }
    }
}
