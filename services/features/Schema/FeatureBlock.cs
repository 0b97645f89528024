namespace UserRep.Features.Schema;

public enum FeatureBlockKind
{
    /// <summary>Item vectors of one modality pooled over one window.</summary>
    Window,

    /// <summary>Item vectors of one modality averaged over the onboarding picks.</summary>
    Onboarding,

    /// <summary>One static attribute.</summary>
    Attribute,

    /// <summary>Activity counts in log, per window, then recency and tenure.</summary>
    Counts,

    /// <summary>One length of time, such as since the last activity.</summary>
    Timing,

    /// <summary>Activity of each of the last days, in log, newest first.</summary>
    Rhythm,

    /// <summary>How lately each dimension of a modality that is summed was touched, in log: 1 today, 0 not within the longest window.</summary>
    Recency,

    /// <summary>Which blocks have something to say.</summary>
    Flags,
}

/// <summary>A contiguous part of the encoder's input.</summary>
/// <param name="Modality">Index into the schema's modalities, or -1.</param>
/// <param name="Window">Index into the schema's windows, or -1.</param>
/// <param name="Attribute">Index into the schema's attributes, or -1.</param>
/// <param name="Timing">Index into the schema's timings, or -1.</param>
public sealed record FeatureBlock(string Name, FeatureBlockKind Kind, int Offset, int Width, int Modality = -1, int Window = -1, int Attribute = -1, int Timing = -1);
