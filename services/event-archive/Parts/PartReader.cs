using System.Text.Json;
using Parquet;
using Parquet.Schema;
using UserRep.Contracts.Events;
using UserRep.EventArchive.Events;

namespace UserRep.EventArchive.Parts;

internal static class PartReader
{
    /// <exception cref="InvalidDataException">The file is damaged, or not one of the archive's.</exception>
    public static async Task<List<ArchivedEvent>> ReadAsync(byte[] file, string name, CancellationToken ct)
    {
        var rows = new List<ArchivedEvent>();
        await EachGroupAsync(file, name, group => ReadAsync(group, rows, ct), ct);
        return rows;
    }

    /// <summary>Whether one of the users may be in it, from one column.</summary>
    public static async Task<bool> HasAnyAsync(byte[] file, string name, IReadOnlySet<string> users, CancellationToken ct)
    {
        var has = false;
        await EachGroupAsync(file, name, async group => has |= (await TextsAsync(group, PartColumns.UserId, ct)).Any(u => users.Contains(u!)), ct);
        return has;
    }

    private static async Task EachGroupAsync(byte[] file, string name, Func<ParquetRowGroupReader, Task> take, CancellationToken ct)
    {
        try
        {
            using var stream = new MemoryStream(file);
            await using var reader = await ParquetReader.CreateAsync(stream, cancellationToken: ct);
            for (var g = 0; g < reader.RowGroupCount; g++)
            {
                using var group = reader.OpenRowGroupReader(g);
                await take(group);
            }
        }
        // From bytes in memory: whatever can't be read isn't the disk's fault.
        catch (Exception e) when (e is ParquetException or IOException or JsonException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException or NullReferenceException)
        {
            throw new InvalidDataException($"{name} can't be read as a file of an event archive: {e.Message}", e);
        }
    }

    private static async Task ReadAsync(ParquetRowGroupReader group, List<ArchivedEvent> rows, CancellationToken ct)
    {
        var count = (int)group.RowCount;
        var eventIds = await TextsAsync(group, PartColumns.EventId, ct);
        var userIds = await TextsAsync(group, PartColumns.UserId, ct);
        var types = await TextsAsync(group, PartColumns.Type, ct);
        var items = await TextsAsync(group, PartColumns.ItemId, ct);
        var actions = await TextsAsync(group, PartColumns.Action, ct);
        var picks = await TextsAsync(group, PartColumns.ItemIds, ct);
        var profiles = await TextsAsync(group, PartColumns.Profile, ct);
        var at = new long[count];
        await group.ReadAsync<long>(PartColumns.At, at.AsMemory(), cancellationToken: ct);
        var weights = new double?[count];
        await group.ReadAsync<double>(PartColumns.Weight, weights.AsMemory(), cancellationToken: ct);
        var played = new long?[count];
        await group.ReadAsync<long>(PartColumns.PlayedMs, played.AsMemory(), cancellationToken: ct);
        for (var r = 0; r < count; r++)
        {
            var row = new ArchivedEvent { EventId = eventIds[r]!, UserId = userIds[r]!, At = at[r] };
            switch (types[r])
            {
                case EventTypes.Interaction:
                    row.Interaction = new ArchivedInteraction { ItemId = items[r]!, Action = actions[r]! };
                    if (weights[r] is { } weight)
                        row.Interaction.Weight = weight;
                    if (played[r] is { } ms)
                        row.Interaction.PlayedMs = ms;
                    break;
                case EventTypes.Onboarding:
                    row.Onboarding = new ArchivedOnboarding { ItemIds = { JsonSerializer.Deserialize<string[]>(picks[r]!)! } };
                    break;
                default:
                    row.Profile = new ArchivedProfile { Values = { JsonSerializer.Deserialize<Dictionary<string, string>>(profiles[r]!)! } };
                    break;
            }
            rows.Add(row);
        }
    }

    private static async Task<string?[]> TextsAsync(ParquetRowGroupReader group, DataField field, CancellationToken ct)
    {
        var values = new string?[group.RowCount];
        await group.ReadAsync(field, values.AsMemory()!, cancellationToken: ct);
        return values;
    }
}
