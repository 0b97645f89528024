using UserRep.Contracts.Events;

namespace UserRep.Evaluator.Samples;

/// <summary>Puts persons on a side by hash, so that who is tested never depends on who else is there.</summary>
internal static class PersonSplit
{
    /// <summary>Uniform in [0, 1) per person and salt.</summary>
    public static double Place(string person, string salt) => (StableHash.Of(salt + '\n' + person) >> 11) * (1.0 / (1UL << 53));
}
