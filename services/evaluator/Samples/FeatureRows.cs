using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Features.Building;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Samples;

/// <summary>The encoder's standardised input for every sample of a view, by replaying each user's events once.</summary>
internal static class FeatureRows
{
    public static Matrix Of(EvaluationData data, View view, FeatureBuilder features, int threads, CancellationToken cancellationToken)
    {
        var log = data.Log;
        var samples = view.Population.Samples;
        var matrix = new Matrix(samples.Length, features.Width);
        // By user and then by time, so that a history only grows.
        var order = Enumerable.Range(0, samples.Length).OrderBy(i => samples[i].User).ThenBy(i => samples[i].At).ToArray();
        var starts = Enumerable.Range(0, order.Length).Where(i => i == 0 || samples[order[i]].User != samples[order[i - 1]].User).Append(order.Length).ToArray();
        Parallel.For(0, starts.Length - 1, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, u =>
        {
            var user = samples[order[starts[u]]].User;
            var history = new UserHistory { UserId = log.Users[user] };
            var events = log.Of(user);
            var applied = 0;
            for (var i = starts[u]; i < starts[u + 1]; i++)
            {
                var (count, until) = view.Known(data, samples[order[i]]);
                for (; applied < count; applied++)
                {
                    if (!view.HideProfile || !IsProfile(log, events[applied]))
                        log.Apply(events[applied], history);
                }
                // As it is served and exported: an instant speaks for its own UTC day, at midnight for the one that begins.
                features.Build(history, UnixDay.Of(until), matrix.Row(order[i]));
            }
        });
        return matrix;
    }

    private static bool IsProfile(EventLog log, in LoggedEvent e) => e.Other >= 0 && log.Others[e.Other].WhatCase == UserEvent.WhatOneofCase.Profile;
}
