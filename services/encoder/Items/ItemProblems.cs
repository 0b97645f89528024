using UserRep.Encoder.Sessions;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.Encoder.Items;

internal static class ItemProblems
{
    public static Problem NoSuchSpace(LoadedVersion version, string space) =>
        Problem.Invalid("NO_SUCH_SPACE", $"{version.Name} has no space '{space}' that users and items are compared in; it has {string.Join(", ", ItemSpace.Of(version).Select(s => s.Name))}.")
            .With("spaces", ItemSpace.Of(version).Select(s => s.Name).ToArray());

    public static Problem Dimension(LoadedVersion version, int values) =>
        Problem.Invalid("DIMENSION", $"The vector has {values} values, {version.Name} has {version.Dimension}.");

    public static Problem TooManyItems(LoadedVersion version, int most) =>
        Problem.Invalid("TOO_MANY_ITEMS", $"{version.Name} has {version.Items.Count} items; they are searched up to {most} (Encoder:MaxSearchedItems).");

    /// <summary>An index takes seconds to build; anything sooner would be told the same.</summary>
    public static Problem Building(LoadedVersion version) =>
        Problem.Unavailable("INDEX_BUILDING", $"The index over the {version.Items.Count} items of {version.Name} is being built; try again.") with { RetryAfterSeconds = 5 };
}
