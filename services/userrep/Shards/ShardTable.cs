using System.Globalization;
using UserRep.Contracts.Shards;

namespace UserRep.Command.Shards;

/// <summary>Shards as a table: numbers to the right, each column as wide as it needs to be.</summary>
internal static class ShardTable
{
    private static readonly string[] s_header = ["users", "accepted", "events/s", "owed", "hot users", "hot bytes", "host", "walks"];

    /// <summary>Columns from this one on are text.</summary>
    private const int FirstText = 6;

    public static IReadOnlyList<(string, string)> Lines(ShardLoads loads)
    {
        (string What, string[] Cells)[] rows =
        [
            ("shard", s_header),
            .. loads.Shards.Select(s => (Text(s.Shard), Cells(s.Users, s.Accepted, s.EventsPerSecond, s.Owed, s.HotUsers, s.HotBytes, s.Host, string.Join(", ", s.Walks.Select(Walk))))),
            ("all", Cells(
                loads.Shards.Sum(s => s.Users), loads.Shards.Sum(s => s.Accepted), loads.Shards.Sum(s => s.EventsPerSecond), loads.Shards.Sum(s => s.Owed), loads.Shards.Sum(s => s.HotUsers),
                loads.Shards.Sum(s => s.HotBytes), Hosts(loads.Shards.Select(s => s.Host).Distinct().Count()), "")),
        ];
        var widths = s_header.Select((_, c) => rows.Max(r => r.Cells[c].Length)).ToArray();
        return
        [
            .. rows.Select(r => (r.What, string.Join("  ", r.Cells.Select((cell, c) => c < FirstText ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c]))).TrimEnd())),
            ("skew", $"largest over mean: users {Ratio(loads.UserSkew)}, events/s {Ratio(loads.EventSkew)}"),
        ];
    }

    private static string[] Cells(long users, long accepted, double perSecond, long owed, long hotUsers, long hotBytes, string host, string walks) =>
        [Text(users), Text(accepted), perSecond.ToString("N1", CultureInfo.InvariantCulture), Text(owed), Text(hotUsers), Text(hotBytes), host, walks];

    private static string Walk(ShardWalkState walk) => string.Create(CultureInfo.InvariantCulture, $"{walk.Name} page {walk.Page:N0} of {walk.Pages:N0}");

    private static string Hosts(int count) => count == 1 ? "1 host" : string.Create(CultureInfo.InvariantCulture, $"{count} hosts");

    private static string Ratio(double? ratio) => ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
