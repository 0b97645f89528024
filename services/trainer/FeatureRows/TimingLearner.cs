using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Features.Building;
using UserRep.Features.Schema;
using UserRep.Trainer.Events;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.FeatureRows;

/// <summary>Where the lengths of time are cut: at quantiles of moments like those the encoder will be shown, so that each stretch has about as many.</summary>
internal static class TimingLearner
{
    // Quantiles settle long before this.
    private const int MaxUsers = 4_000;
    private const int MomentsPerUser = 6;

    private const int MinWindows = 2;

    // A stream of random numbers that no other part of the trainer uses.
    private const ulong Stream = 0x2_0000_0000;

    public static IReadOnlyList<TimingSchema> Learn(EventLog log, int lastDay, TrainingOptions options)
    {
        if (options.TimingStretches == 0 || !IsOldEnough(log, lastDay, options.WindowsDays[^1]))
            return [];
        var kinds = Enum.GetValues<TimingKind>().Where(k => k != TimingKind.SignUp || SilentFeatures.KnowsSignUp(log)).ToArray();
        var seen = kinds.ToDictionary(k => k, _ => new List<float>());
        // By hash: which users come first in the log says something about them.
        foreach (var user in Enumerable.Range(0, log.Users.Length).Where(u => log.Of(u).Length > 0).OrderBy(u => StableHash.Of(log.Users[u])).ThenBy(u => u).Take(MaxUsers))
            Collect(log, user, lastDay, options, seen);
        return [.. kinds.Select(k => new TimingSchema(k, Knots(seen[k], options.TimingStretches)))];
    }

    /// <summary>
    /// In a young log everybody seems to begin with it, and nobody can have been away for long: such times say more of the calendar than of the user,
    /// and grow past all that was learnt. On public ratings of two months (MovieTweetings up to May 2013) they took AUC on coming back within 7 days from .80 to .69.
    /// </summary>
    private static bool IsOldEnough(EventLog log, int lastDay, int longestWindow) => log.First is { } first && lastDay - UnixDay.Of(first) >= MinWindows * longestWindow;

    private static void Collect(EventLog log, int user, int lastDay, TrainingOptions options, Dictionary<TimingKind, List<float>> seen)
    {
        var events = log.Of(user);
        var history = new UserHistory { UserId = log.Users[user] };
        var applied = 0;
        foreach (var point in RowSampler.Sample(events, lastDay, MomentsPerUser, new StableRandom((ulong)options.Seed, Stream + StableHash.Of(log.Users[user]))))
        {
            for (; applied < point.Events; applied++)
                log.Apply(events[applied], history);
            var timings = Timings.Of(history, point.AsOfDay, FeatureBuilder.SignUpDay(history, point.AsOfDay), options.WindowsDays[^1]);
            foreach (var (kind, days) in seen)
                days.Add(timings[kind]);
        }
    }

    private static float[] Knots(List<float> days, int stretches)
    {
        days.Sort();
        var knots = Enumerable.Range(0, stretches + 1).Select(i => days[(int)((days.Count - 1) * (long)i / stretches)]).Distinct().ToArray();
        return knots.Length > 1 ? knots : [];
    }
}
