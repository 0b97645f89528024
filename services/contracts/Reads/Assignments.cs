namespace UserRep.Contracts.Reads;

/// <summary>Why a model was served from a version.</summary>
public static class Assignments
{
    /// <summary>It is the model's pin.</summary>
    public const string Pin = "pin";

    /// <summary>It was the model's pin before, is kept warm, and the caller has no head for the pin yet.</summary>
    public const string PreviousPin = "previous-pin";

    /// <summary>The users of this group are in the share of a canary.</summary>
    public const string Canary = "canary";
}
