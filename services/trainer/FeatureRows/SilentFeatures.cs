using UserRep.Contracts.Wire;
using UserRep.Features.Histories;
using UserRep.Features.Schema;
using UserRep.Trainer.Events;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.FeatureRows;

/// <summary>
/// The features of an ablation's parts. Their scale is 0, so that they are 0 wherever features are built: training and serving take
/// the same parts away, and the layout stays that of every other bundle.
/// </summary>
internal static class SilentFeatures
{
    /// <returns>Per feature, whether it is silent.</returns>
    public static bool[] Of(FeatureSchema schema, IReadOnlyList<InputPart> without, EventLog log)
    {
        var layout = FeatureLayout.Of(schema);
        var silent = new bool[layout.Width];
        var flag = layout.Blocks[^1].Offset;
        foreach (var block in layout.Blocks)
        {
            if (without.Any(part => Has(part, block.Kind)))
            {
                silent.AsSpan(block.Offset, block.Width).Fill(true);
                // It would still tell that there was something.
                if (FeatureLayout.HasFlag(block))
                    silent[flag] = true;
            }
            flag += FeatureLayout.HasFlag(block) ? 1 : 0;
            // The last count is tenure: of the profile where that has a sign-up date, else of the first activity.
            if (block.Kind == FeatureBlockKind.Counts && without.Contains(InputPart.Attributes) && KnowsSignUp(log))
                silent[block.Offset + block.Width - 1] = true;
            if (block.Kind == FeatureBlockKind.Timing && without.Contains(InputPart.Attributes) && schema.Timings[block.Timing].Kind == TimingKind.SignUp)
                silent.AsSpan(block.Offset, block.Width).Fill(true);
        }
        return silent;
    }

    public static void Apply(ReadOnlySpan<bool> silent, Span<float> means, Span<float> scales)
    {
        for (var i = 0; i < silent.Length; i++)
        {
            if (silent[i])
                (means[i], scales[i]) = (0, 0);
        }
    }

    private static bool Has(InputPart part, FeatureBlockKind kind) => part switch
    {
        InputPart.Onboarding => kind == FeatureBlockKind.Onboarding,
        InputPart.Items => kind is FeatureBlockKind.Window or FeatureBlockKind.Recency or FeatureBlockKind.Onboarding,
        _ => kind == FeatureBlockKind.Attribute,
    };

    /// <summary>Whether any profile says when its user signed up.</summary>
    public static bool KnowsSignUp(EventLog log) => log.Others.Any(e => e.WhatCase == UserEvent.WhatOneofCase.Profile && e.Profile.Values.ContainsKey(EventConversion.SignedUpOn));
}
