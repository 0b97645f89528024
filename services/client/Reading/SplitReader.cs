using Microsoft.Extensions.Options;
using UserRep.Client.Heads;

namespace UserRep.Client.Reading;

/// <summary>
/// Reads in as many calls as the users need. If a pin moves in between, their answers are of different versions: a read that didn't ask for groups then asks
/// again, for one of these versions alone, until all are of it.
/// </summary>
internal sealed class SplitReader(BatchReader reader, HeadSet heads, IOptions<UserRepresentationsOptions> options, TimeProvider clock)
{
    private const string PinMismatch = "PIN_MISMATCH";

    /// <summary>Together with the pause twice the second within which all replicas know of a change.</summary>
    private const int MaxRounds = 40;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    public async Task<IReadOnlyList<Part>> ReadAsync(string[] userIds, ReadOptions read, Deadline deadline)
    {
        var parts = Split(userIds);
        if (parts is [var only])
        {
            only.Answer = await reader.ReadAsync(BatchQuestion.Of(only.UserIds, read, heads.Accepts), deadline).ConfigureAwait(false);
            return parts;
        }
        await EachAsync(parts, async part => part.Answer = await reader.ReadAsync(BatchQuestion.Of(part.UserIds, read, heads.Accepts), deadline).ConfigureAwait(false), deadline).ConfigureAwait(false);
        if (!read.Groups)
            await SettleAsync(parts, read, deadline).ConfigureAwait(false);
        return parts;
    }

    private List<Part> Split(string[] userIds)
    {
        var parts = new List<Part>((userIds.Length + options.Value.BatchSize - 1) / options.Value.BatchSize);
        for (var start = 0; start < userIds.Length; start += options.Value.BatchSize)
            parts.Add(new Part(new ArraySegment<string>(userIds, start, Math.Min(options.Value.BatchSize, userIds.Length - start))));
        return parts;
    }

    private async Task SettleAsync(List<Part> parts, ReadOptions read, Deadline deadline)
    {
        for (var round = 0; Candidates(parts) is { Count: > 1 } candidates; round++)
        {
            if (round == MaxRounds)
                throw new UserRepresentationsException(ClientCodes.PinMoving, $"the calls of one read were answered from {string.Join(", ", candidates.Select(c => c.Version).Distinct())}.", transient: true);
            // A replica that knows of the move serves the version before as well, while one that doesn't knows only that: whichever is asked for, the other has its turn.
            var target = candidates[round % candidates.Count];
            if (round > 0)
                await Task.Delay(s_pause, clock, deadline.Token).ConfigureAwait(false);
            await EachAsync(parts.Where(p => p.Origin != target), part => AgainAsync(part, read, target, deadline), deadline).ConfigureAwait(false);
        }
    }

    private async Task AgainAsync(Part part, ReadOptions read, Origin target, Deadline deadline)
    {
        try
        {
            part.Answer = await reader.ReadAsync(BatchQuestion.Of(part.UserIds, read, [target.Version]), deadline).ConfigureAwait(false);
        }
        catch (UserRepresentationsException e) when (e.Code == PinMismatch)
        {
            // That replica can't serve it; the next round asks it for another.
            deadline.LastFailure = e;
        }
    }

    /// <summary>The origins there are, those of most calls first.</summary>
    private static List<Origin> Candidates(List<Part> parts) => [.. parts.GroupBy(p => p.Origin).OrderByDescending(g => g.Count()).Select(g => g.Key)];

    private Task EachAsync(IEnumerable<Part> parts, Func<Part, Task> read, Deadline deadline) =>
        Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = options.Value.MaxParallelBatches, CancellationToken = deadline.Token }, (part, _) => new ValueTask(read(part)));
}
