using UserRep.Trainer.Events;

namespace UserRep.Evaluator;

/// <summary>What to evaluate and how.</summary>
/// <param name="Command">Repeats the evaluation; printed in the report.</param>
public sealed record EvaluationRequest(IEventSource Source, string BundleFolder, EvaluationOptions Options, string Command)
{
    /// <summary>The method's settings found by an earlier search, or null for defaults.</summary>
    public string? SettingsPath { get; init; }

    /// <summary>Search settings and write them there, instead of reporting.</summary>
    public string? TuneInto { get; init; }

    public bool Quick { get; init; }

    /// <summary>Train the bundle's encoder again without onboarding, without item vectors and without attributes.</summary>
    public bool Ablations { get; init; } = true;
}
