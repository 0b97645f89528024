namespace UserRep.Evaluator.Results;

/// <summary>What the interval of a lead says of the bundle.</summary>
public enum Verdict
{
    /// <summary>The whole interval is above 0.</summary>
    Better,

    /// <summary>The interval has 0 in it: these data don't tell them apart.</summary>
    Same,

    /// <summary>The whole interval is below 0.</summary>
    Worse,
}
