namespace UserRep.Command.DeadLetters;

/// <summary><c>userrep deadletters</c>: what feature-ingest refused.</summary>
internal static class DeadLettersVerb
{
    public static System.CommandLine.Command Create(TextWriter output, TextWriter error) =>
        new(
            "deadletters",
            """
            Lists, shows, replays and deletes the events that feature-ingest refused, through a Dapr sidecar.

            Example: userrep deadletters list --reason invalid
            """)
        {
            ListVerb.Create(output, error), ShowVerb.Create(output, error), ReplayVerb.Create(output, error), DeleteVerb.Create(output, error),
        };
}
