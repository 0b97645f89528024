namespace UserRep.Deploy.Tests;

/// <summary>App-ids that stand for the user's own in the examples, each in one place here.</summary>
internal static class Outsiders
{
    public const string EventSource = "event-source";
    public const string Model = "downstream-model";
    public const string Operator = "operator";

    public static string[] All { get; } = [EventSource, Model, Operator];
}
