using System.Globalization;
using Spectre.Console;

namespace UserRep.LocalMesh.MainJob;

internal static class SummaryPrinter
{
    public static void Print(JobSummary summary, int playgroundPort, IAnsiConsole console)
    {
        var origin = summary.Simulated ? "simulated data" : "replayed data";
        console.WriteLine();
        console.Write(new Rule($"UserRep local mesh: {Markup.Escape(summary.Source)} ({origin})") { Justification = Justify.Left });
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("what", "figure");
        void Row(string what, FormattableString figure) => table.AddRow(what, Markup.Escape(figure.ToString(CultureInfo.InvariantCulture)));
        Row("events published", $"{summary.Published:N0}");
        Row("  accepted", $"{summary.Ingest.Accepted:N0}");
        Row("  refused", $"{summary.Ingest.RefusedTotal:N0}");
        Row("  duplicate", $"{summary.Ingest.Duplicate:N0}");
        Row("  late", $"{summary.Ingest.Late:N0}");
        Row("users", $"{summary.Ingest.Users:N0}");
        Row("encoder version", $"{summary.Version.Version} ({summary.Version.State}), {summary.Version.Dimension} values, space {summary.Version.EmbeddingSpaceId}");
        Row("coverage", $"{summary.Version.Coverage!.Share:P1} of users, at {summary.AsOf:yyyy-MM-dd'T'HH:mm'Z'}");
        Row("events a second", $"{summary.EventsPerSecond:N0} (history part, published to counted; this local mesh, not Dapr)");
        Row("event to vector", $"p50 {summary.Freshness.P50Milliseconds:N0} ms, p99 {summary.Freshness.P99Milliseconds:N0} ms (live part at {summary.Freshness.EventsPerSecond}/s, {summary.Freshness.Vectors:N0} vectors)");
        Row($"user {summary.SampleUser}", $"[{string.Join(", ", summary.SampleVector.Take(6).Select(v => v.ToString("0.000", CultureInfo.InvariantCulture)))}, ...]");
        Row("  nearest users", $"{string.Join(", ", summary.Neighbours.Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.Id} ({n.Similarity:0.000})")))}");
        if (summary.SampleModel is { } sample)
            Row(sample.Model, $"{summary.SampleUser} plays within 7 days with probability {sample.FirstScore:0.00}, says its head for {sample.Pin}");
        console.Write(table);
        console.WriteLine();
        foreach (var check in summary.Checks)
            console.MarkupLine($"{(check.Holds ? "[green]holds[/]" : "[red]FAILS[/]")}  {Markup.Escape(check.What)}: {Markup.Escape(check.Figures)}");
        console.WriteLine();
        PrintCommands(summary, playgroundPort, console);
    }

    private static void PrintCommands(JobSummary summary, int port, IAnsiConsole console)
    {
        console.WriteLine("Try it:");
        console.WriteLine("  # the vector of a user, of exactly the version that demo-ranker is pinned to");
        Command($$"""curl -s -X POST localhost:{{port}}/v1.0/invoke/version-router/method/v1/models/demo-ranker/embeddings -H 'content-type: application/json' -d '{"userIds":["{{summary.SampleUser}}"]}'""");
        if (summary.SampleModel is not null)
        {
            console.WriteLine("  # a downstream model that reads through the client");
            Command($$"""curl -s -X POST localhost:{{port}}/v1.0/invoke/sample-ranker/method/v1/scores -H 'content-type: application/json' -d '{"userIds":["{{summary.SampleUser}}"]}'""");
        }
        console.WriteLine("  # publish an event, then read again: the vector has moved");
        Command($$"""curl -s -X POST localhost:{{port}}/v1.0/publish/pubsub/user-events -H 'content-type: application/json' -d '{"type":"userrep.interaction.v1","eventId":"try-1","userId":"{{summary.SampleUser}}","itemId":"{{summary.SampleItem}}","action":"like","at":"{{summary.AsOf.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}'""");
        console.WriteLine("  # versions, models, and what became of the events");
        Command($"curl -s localhost:{port}/v1.0/invoke/version-router/method/v1/versions");
        Command($"curl -s localhost:{port}/v1.0/invoke/version-router/method/v1/models");
        Command($"curl -s localhost:{port}/v1.0/invoke/feature-ingest/method/v1/ingest/stats");

        // Written raw: a terminal's width must not break a command.
        void Command(string text) => console.Profile.Out.Writer.WriteLine("  " + text);
    }
}
