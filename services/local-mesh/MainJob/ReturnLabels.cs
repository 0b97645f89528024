using System.Globalization;
using UserRep.Trainer.Events;

namespace UserRep.LocalMesh.MainJob;

/// <summary>Labels for the sample model: for users known at a midnight, whether they do something within the next seven days. From the last weeks of a source, whose answers are in it.</summary>
internal static class ReturnLabels
{
    private const int Weeks = 3;
    private static readonly long s_week = (long)TimeSpan.FromDays(7).TotalMilliseconds;

    public static void Write(IEventSource source, DateTimeOffset end, string path, CancellationToken ct)
    {
        var cuts = Enumerable.Range(1, Weeks).Select(w => end.ToUnixTimeMilliseconds() - w * s_week).Order().ToArray();
        var users = new Dictionary<string, (long First, int Returns)>(StringComparer.Ordinal);
        foreach (var e in source.Events())
        {
            ct.ThrowIfCancellationRequested();
            var user = users.GetValueOrDefault(e.UserId, (First: e.At, Returns: 0));
            if (e.Kind == SourceEventKind.Interaction && Array.FindIndex(cuts, c => e.At >= c && e.At < c + s_week) is var week and >= 0)
                user.Returns |= 1 << week;
            users[e.UserId] = user;
        }
        using var file = new StreamWriter(path);
        file.WriteLine("user_id,time,plays_7d");
        foreach (var (id, user) in users)
        {
            for (var w = 0; w < Weeks; w++)
            {
                // Of who is not known yet there is no vector to learn from.
                if (user.First < cuts[w])
                    file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{DateTimeOffset.FromUnixTimeMilliseconds(cuts[w]):yyyy-MM-dd'T'HH:mm:ss'Z'},{(user.Returns >> w) & 1}"));
            }
        }
    }
}
