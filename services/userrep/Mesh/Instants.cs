namespace UserRep.Command.Mesh;

internal static class Instants
{
    /// <summary>An instant of a service's answer, which is UTC, as people read it.</summary>
    public static string Text(DateTimeOffset at) => FormattableString.Invariant($"{at:yyyy-MM-dd'T'HH:mm:ss'Z'}");
}
