using Parquet;
using Parquet.Schema;

namespace UserRep.Trainer.Tests.EventFiles;

internal static class ParquetFile
{
    public static void Write(string path, IReadOnlyList<(string User, string Item, long Time, double? Weight)> rows)
    {
        var (user, item, time, weight) = (new DataField<string>("u"), new DataField<string>("i"), new DataField<long>("t"), new DataField<double?>("w"));
        WriteAsync().GetAwaiter().GetResult();

        async Task WriteAsync()
        {
            await using var file = File.Create(path);
            await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(user, item, time, weight), file);
            // Two groups, so that the seam between them is read too.
            foreach (var part in rows.Chunk(Math.Max(1, rows.Count / 2)))
            {
                using var group = writer.CreateRowGroup();
                await group.WriteAsync(user, part.Select(r => r.User).ToArray());
                await group.WriteAsync(item, part.Select(r => r.Item).ToArray());
                await group.WriteAsync<long>(time, part.Select(r => r.Time).ToArray().AsMemory());
                await group.WriteAsync<double>(weight, part.Select(r => r.Weight).ToArray().AsMemory());
                group.CompleteValidate();
            }
        }
    }
}
