using Parquet;
using Parquet.Schema;

namespace UserRep.Trainer.Tests.ItemVectors;

internal static class VectorFiles
{
    /// <summary>A null vector is a null list; NaN stands for a null value in the list.</summary>
    public static string WriteParquet(string path, params IReadOnlyList<(string Id, float[]? Vector)> rows)
    {
        WriteAsync().GetAwaiter().GetResult();
        return path;

        async Task WriteAsync()
        {
            var id = new DataField<string>("item_id");
            var list = new ListField("vector", new DataField<float?>("element"));
            var element = (DataField)list.Item;
            await using var file = File.Create(path);
            await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(id, list), file);
            // Two groups, so that the seam between them is read too.
            foreach (var part in rows.Chunk(Math.Max(1, rows.Count / 2)))
            {
                using var group = writer.CreateRowGroup();
                await group.WriteAsync(id, part.Select(r => r.Id).ToArray());
                var (values, definition, repetition) = (new List<float>(), new List<int>(), new List<int>());
                foreach (var (_, vector) in part)
                {
                    for (var i = 0; i < Math.Max(1, vector?.Length ?? 0); i++)
                    {
                        repetition.Add(i == 0 ? 0 : 1);
                        // The list is null, empty, its element null, or there.
                        definition.Add(vector is null ? 0 : vector.Length == 0 ? 1 : float.IsNaN(vector[i]) ? 2 : 3);
                        if (definition[^1] == 3)
                            values.Add(vector![i]);
                    }
                }
                await group.WriteAllPartsAsync<float>(element, values.ToArray(), definition.ToArray(), repetition.ToArray(), CancellationToken.None);
                group.CompleteValidate();
            }
        }
    }
}
