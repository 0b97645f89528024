using System.Text.Json;

namespace UserRep.LocalMesh.Actors.Scheduling;

/// <summary>A registration as the SDK sends it: of a timer (with <c>callback</c>) or of a reminder.</summary>
internal sealed record ScheduleBody(string? DueTime, string? Period, string? Ttl, string? Callback, JsonElement Data, bool? Overwrite)
{
    /// <summary>The data as JSON; <c>null</c> where none was given.</summary>
    public string DataText => Data.ValueKind == JsonValueKind.Undefined ? "null" : Data.GetRawText();
}
