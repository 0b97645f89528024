using System.Text.Json;

namespace UserRep.Trainer.Simulation;

/// <summary>The mapping of simulated files. It says that they are simulated, so bundles made from them say so too.</summary>
internal static class SimulatedMapping
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Json(string source, IReadOnlyList<string> attributes, string extension)
    {
        var time = new { column = "at", format = "unix-milliseconds" };
        return JsonSerializer.Serialize(
            new
            {
                source,
                simulated = true,
                eventId = "event_id",
                user = "user",
                item = "item",
                action = new { column = "action" },
                time,
                weight = "weight",
                playedMs = "played_ms",
                categories = new { file = $"items.{extension}", key = "item", columns = new[] { "category" } },
                names = new { file = $"items.{extension}", key = "item", column = "title" },
                users = new { file = $"users.{extension}", key = "user", eventId = "event_id", time, attributes = attributes.ToDictionary(a => a) },
                onboarding = new { file = $"onboarding.{extension}", key = "user", item = "item", eventId = "event_id", time },
            },
            s_json);
    }
}
