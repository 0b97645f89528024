using System.Globalization;

namespace UserRep.VersionRouter.Plans;

/// <summary>What it costs to keep a version's vectors up: bytes in the state store, and the encoder's time. Each figure says what it was measured over.</summary>
internal static class KeepingCost
{
    public static void Describe(PlanDraft draft, VersionFacts facts)
    {
        var (name, coverage) = (facts.Version.Version, facts.Coverage);
        draft.Fact(string.Create(CultureInfo.InvariantCulture, $"{name} keeps {coverage.Bytes / 1e6:0.0} MB in the state store, for {coverage.WithVector:N0} vectors of {facts.Version.Bundle.Dimension}"));
        if (facts.Encoding is not { MillisecondsPerThousand: { } perThousand } cost)
        {
            draft.Fact($"{name}'s CPU was not measured: the encoder asked has encoded nothing of it since it started");
            return;
        }
        draft.Fact(string.Create(CultureInfo.InvariantCulture,
            $"{name} takes {perThousand:0.0} ms of a core per 1,000 vectors (measured over {cost.Vectors:N0} vectors on one encoder since {cost.Since:yyyy-MM-dd'T'HH:mm'Z'}): {coverage.Users * perThousand / 1e6:0.00} s to renew all {coverage.Users:N0} users once, as every day does"));
        if (facts.EventsPerSecond is { } events)
            draft.Fact(string.Create(CultureInfo.InvariantCulture, $"and at most {events * perThousand / 1e6:P3} of a core at the {events:0.0} events a second of the last minute"));
    }
}
