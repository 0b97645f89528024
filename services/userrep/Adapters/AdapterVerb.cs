namespace UserRep.Command.Adapters;

/// <summary><c>userrep adapter</c>: an old version's space from a newer version's vectors.</summary>
internal static class AdapterVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error) => new(
        "adapter",
        """
        An adapter maps a newer version's vectors into an older version's space, so that the older one need not be encoded any more for models that accept
        adapted vectors. fit learns it and says what is lost, push hands it to version-router, userrep plan adapt puts it to use. See deploy/docs/adapters.md.
        """)
    {
        FitVerb.Create(output, error),
        PushVerb.Create(output, error),
        ListVerb.Create(output, error),
    };
}
