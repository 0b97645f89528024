using System.Text.Json;
using Parquet;
using UserRep.Contracts.Events;
using UserRep.EventArchive.Events;

namespace UserRep.EventArchive.Parts;

internal static class PartWriter
{
    private const int GroupRows = 65_536;

    /// <summary>Under its name it is whole and durable: it is written aside, flushed and renamed.</summary>
    public static async Task WriteAsync(string path, IReadOnlyList<ArchivedEvent> rows, ArchiveDisk disk, CancellationToken ct)
    {
        var aside = path + ArchiveFolder.AsideSuffix;
        await using (var file = new FileStream(aside, FileMode.Create, FileAccess.ReadWrite, FileShare.Delete))
        {
            await using (var writer = await ParquetWriter.CreateAsync(PartColumns.Schema, file, cancellationToken: ct))
            {
                foreach (var group in rows.Chunk(GroupRows))
                    await WriteAsync(writer, group, ct);
            }
            await file.FlushAsync(ct);
            disk.Flush(file.SafeFileHandle);
        }
        disk.Move(aside, path);
        disk.FlushFolder(Path.GetDirectoryName(path)!);
    }

    private static async Task WriteAsync(ParquetWriter writer, ArchivedEvent[] rows, CancellationToken ct)
    {
        using var group = writer.CreateRowGroup();
        await group.WriteAsync(PartColumns.EventId, Texts(e => e.EventId));
        await group.WriteAsync(PartColumns.UserId, Texts(e => e.UserId));
        await group.WriteAsync<long>(PartColumns.At, Array.ConvertAll(rows, e => e.At).AsMemory(), cancellationToken: ct);
        await group.WriteAsync(PartColumns.Type, Texts(Type));
        await group.WriteAsync(PartColumns.ItemId, Texts(e => e.Interaction?.ItemId));
        await group.WriteAsync(PartColumns.Action, Texts(e => e.Interaction?.Action));
        await group.WriteAsync<double>(PartColumns.Weight, Array.ConvertAll(rows, e => e.Interaction is { HasWeight: true } i ? i.Weight : (double?)null).AsMemory(), cancellationToken: ct);
        await group.WriteAsync<long>(PartColumns.PlayedMs, Array.ConvertAll(rows, e => e.Interaction is { HasPlayedMs: true } i ? i.PlayedMs : (long?)null).AsMemory(), cancellationToken: ct);
        await group.WriteAsync(PartColumns.ItemIds, Texts(e => e.Onboarding is { } o ? JsonSerializer.Serialize(o.ItemIds) : null));
        await group.WriteAsync(PartColumns.Profile, Texts(e => e.Profile is { } p ? JsonSerializer.Serialize(p.Values) : null));
        group.CompleteValidate();

        string[] Texts(Func<ArchivedEvent, string?> of) => Array.ConvertAll(rows, e => of(e)!);
    }

    private static string Type(ArchivedEvent e) => e.WhatCase switch
    {
        ArchivedEvent.WhatOneofCase.Interaction => EventTypes.Interaction,
        ArchivedEvent.WhatOneofCase.Onboarding => EventTypes.Onboarding,
        _ => EventTypes.Profile,
    };
}
