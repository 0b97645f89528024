using UserRep.Contracts.Events;

namespace UserRep.Trainer.Events;

/// <summary>Puts persons on a side by hash, so that who is tested never depends on who else is there.</summary>
public static class PersonSplit
{
    // Never to change: an evaluator finds the persons that a bundle left out by it.
    private const string LeftOutSalt = "left-out";

    /// <summary>Uniform in [0, 1) per person and salt.</summary>
    public static double Place(string person, string salt) => (StableHash.Of(salt + '\n' + person) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Whether training with this <see cref="Training.TrainingOptions.LeaveOut"/> saw nothing of the person. Who is left out at one share is so at any larger one.</summary>
    /// <param name="share">0 to 1.</param>
    public static bool IsLeftOut(string person, double share) => Place(person, LeftOutSalt) < share;
}
