using System.Net;
using UserRep.Command.Terminal;
using UserRep.Contracts.DeadLetters;

namespace UserRep.Command.DeadLetters;

/// <summary>Replays letters and follows them until ingest has taken or refused them.</summary>
internal sealed class ReplayRun(LetterCalls calls, TimeProvider time)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>How long outcomes are waited for after the last letter was published.</summary>
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(15);

    /// <summary>One box answers all, in turns: more at once only wait there.</summary>
    private const int AtOnce = 4;

    public async Task<VerbResult> OneAsync(string id, byte[] body, CancellationToken ct)
    {
        var answer = await calls.ReplayAsync(id, body, ct);
        var begun = time.GetTimestamp();
        while (answer.Value is { Letter.State: DeadLetterState.Replaying } && time.GetElapsedTime(begun) < s_wait)
        {
            await Task.Delay(s_pause, time, ct);
            answer = await calls.FindAsync(id, ct);
        }
        return answer.Value is { } letter ? VerbResult.Done(letter, [.. ShowVerb.Lines(letter)]) : VerbResult.Failed(answer.Fault!);
    }

    public async Task<VerbResult> AllAsync(string? reason, Screen screen, CancellationToken ct)
    {
        var (listed, fault) = await calls.ListAsync(reason, int.MaxValue, ct);
        if (fault is not null)
            return VerbResult.Failed(fault);
        var letters = listed.Where(l => l.State is DeadLetterState.Waiting or DeadLetterState.RefusedAgain).ToArray();
        var (published, unfit, faults) = await PublishAsync(letters, screen, ct);
        if (faults.Count > 0)
            return VerbResult.Failed([$"{published.Count} of {letters.Length} letters were replayed, then: {faults[0]}"]);
        var states = await OutcomesAsync(published, screen, ct);
        int Count(DeadLetterState state) => states.GetValueOrDefault(state);
        return VerbResult.Done(
            new { letters = letters.Length, replayed = Count(DeadLetterState.Replayed), late = Count(DeadLetterState.Late), refusedAgain = Count(DeadLetterState.RefusedAgain), unfit, pending = Count(DeadLetterState.Replaying) },
            ("letters", FormattableString.Invariant($"{letters.Length:N0}")),
            ("replayed", FormattableString.Invariant($"{Count(DeadLetterState.Replayed):N0}")),
            ("late", FormattableString.Invariant($"{Count(DeadLetterState.Late):N0}")),
            ("refused again", FormattableString.Invariant($"{Count(DeadLetterState.RefusedAgain):N0}")),
            ("need a body", FormattableString.Invariant($"{unfit:N0}")),
            ("not known yet", FormattableString.Invariant($"{Count(DeadLetterState.Replaying):N0}")));
    }

    private async Task<(List<string> Published, int Unfit, List<string> Faults)> PublishAsync(DeadLetterSummary[] letters, Screen screen, CancellationToken ct)
    {
        var (published, faults, unfit) = (new List<string>(), new List<string>(), 0);
        using var step = screen.Begin("Replaying");
        foreach (var some in letters.Chunk(AtOnce))
        {
            var answers = await Task.WhenAll(some.Select(l => calls.ReplayAsync(l.Id, [], ct)));
            foreach (var (letter, answer) in some.Zip(answers))
            {
                if (answer.Fault is null)
                    published.Add(letter.Id);
                else if (answer.Status == HttpStatusCode.UnprocessableEntity)
                    unfit++;
                // Gone meanwhile, by its time or by someone else.
                else if (answer.Status != HttpStatusCode.NotFound)
                    faults.Add(answer.Fault);
            }
            if (faults.Count > 0)
                break;
            step.At((double)(published.Count + unfit) / letters.Length, FormattableString.Invariant($"{published.Count + unfit:N0} of {letters.Length:N0}"));
        }
        return (published, unfit, faults);
    }

    private async Task<Dictionary<DeadLetterState, int>> OutcomesAsync(List<string> ids, Screen screen, CancellationToken ct)
    {
        using var step = screen.Begin("Waiting for outcomes");
        var waitedFor = ids.ToHashSet();
        var begun = time.GetTimestamp();
        while (true)
        {
            var (letters, _) = await calls.ListAsync(null, int.MaxValue, ct);
            var states = letters.Where(l => waitedFor.Contains(l.Id)).CountBy(l => l.State).ToDictionary();
            if (states.GetValueOrDefault(DeadLetterState.Replaying) == 0 || time.GetElapsedTime(begun) > s_wait)
                return states;
            step.At(1 - (double)states[DeadLetterState.Replaying] / ids.Count);
            await Task.Delay(s_pause, time, ct);
        }
    }
}
