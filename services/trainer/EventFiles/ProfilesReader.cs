using UserRep.Trainer.Events;

namespace UserRep.Trainer.EventFiles;

internal static class ProfilesReader
{
    /// <summary>One profile event per row, in order of time. Without a time column, users without an event have none.</summary>
    public static List<SourceEvent> Read(string folder, UsersMapping mapping, string source, EventRows rows, ReadReport report, List<string> faults)
    {
        var profiles = new List<SourceEvent>();
        var firstAt = rows.FirstAt();
        var path = Path.Combine(folder, mapping.File);
        var names = mapping.Attributes.Keys.ToArray();
        var columns = mapping.Attributes.Values.ToList();
        if (mapping.Time is { } time)
            columns.Add(time.Column);
        var perUser = new Dictionary<string, int>();
        JoinedFile.Each(path, mapping.Table, mapping.Where, mapping.Key, columns, report, faults, (line, id, fields) =>
        {
            var at = 0L;
            if (mapping.Time is null)
            {
                if (rows.Users.Find(id) is not (>= 0 and var user))
                    return;
                at = firstAt[user];
            }
            else if (!mapping.Time.TryRead(fields[^1], out at))
            {
                report.Refuse(path, line, $"its time '{fields[^1]}' isn't {mapping.Time.Format}");
                return;
            }
            var values = names.Zip(fields).Where(v => v.Second.Length > 0).ToDictionary(v => v.First, v => v.Second);
            if (values.Count == 0)
                return;
            var number = perUser[id] = perUser.GetValueOrDefault(id) + 1;
            profiles.Add(new SourceEvent(SourceEventKind.Profile, $"{source}-profile-{id}-{number}", id, at) { Profile = values });
        });
        // OrderBy is stable: rows of equal times stay in the file's order.
        return [.. profiles.OrderBy(p => p.At)];
    }
}
