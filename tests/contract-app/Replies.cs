using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace UserRep.ContractApp;

/// <summary>An event's data say how it is answered: <c>replies</c> has one word for each delivery, the last one for all that follow.</summary>
internal sealed class Replies
{
    private const string Success = "SUCCESS";

    private readonly ConcurrentDictionary<string, int> _deliveries = new();

    public IResult ToEvent(Recorded recorded) => Next(JsonNode.Parse(recorded.Body)?["data"]) switch
    {
        "empty" => Results.StatusCode(200),
        "text" => Results.Text("done"),
        "number" => Results.Text("""{"status":1}""", "application/json"),
        { Length: 3 } code when int.TryParse(code, CultureInfo.InvariantCulture, out var status) => Results.StatusCode(status),
        var status => Results.Json(new { status }),
    };

    public IResult ToBulk(Recorded recorded)
    {
        var statuses = new List<object>();
        foreach (var entry in JsonNode.Parse(recorded.Body)!["entries"]!.AsArray())
        {
            // "missing": the answer leaves the entry out. "text": the answer can't be read at all.
            var status = Next(entry!["event"]?["data"]);
            if (status == "text")
                return Results.Text("done");
            if (status != "missing")
                statuses.Add(new { entryId = (string?)entry["entryId"], status });
        }
        return Results.Json(new { statuses });
    }

    /// <summary>A name that contains "fail" is answered with 500, one that contains "cancel" ends its timer or reminder.</summary>
    public static IResult ToActor(Recorded recorded)
    {
        if (recorded.Path.Contains("fail", StringComparison.Ordinal))
            return Results.Json(new { error = "as asked" }, statusCode: 500);
        return recorded.Path.Contains("cancel", StringComparison.Ordinal) ? new Cancelling() : Results.Json(new { called = recorded.Path });
    }

    public string Next(JsonNode? eventData)
    {
        if (eventData is not JsonObject data || data["replies"] is not JsonArray replies)
            return Success;
        var delivery = _deliveries.AddOrUpdate($"{data["mark"]} {data["n"]}", 0, (_, before) => before + 1);
        return (string)replies[Math.Min(delivery, replies.Count - 1)]!;
    }

    private sealed class Cancelling : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers["X-DaprReminderCancel"] = "true";
            return Task.CompletedTask;
        }
    }
}
