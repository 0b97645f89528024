using System.Globalization;
using Parquet;
using Parquet.Data;
using Parquet.Schema;
using UserRep.Contracts.TrainingSets;

namespace UserRep.Trainer.Exports;

/// <summary>Reads an exported training set's stamp and proves its signature.</summary>
public static class TrainingSetFile
{
    public const string User = "user_id";
    public const string AsOf = "as_of";
    public const string Embedding = "embedding";
    public const string FeaturesHash = "features_hash";

    internal static readonly IReadOnlyList<string> OwnColumns = [User, AsOf, Embedding, FeaturesHash];

    /// <param name="fault">Why the file is no training set, or not the one it says it is; null if a stamp is returned.</param>
    public static async Task<(TrainingSetStamp? Stamp, string? Fault)> VerifyAsync(string path, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var reader = await ParquetReader.CreateAsync(path, cancellationToken: cancellationToken);
            if (TrainingSetMetadata.Read(reader.CustomMetadata) is not { } stamp)
                return (null, $"{path} has no stamp of a training set");
            using var hash = new RowsHash();
            var rows = 0L;
            for (var g = 0; g < reader.RowGroupCount; g++)
                rows += await AddGroupAsync(reader, g, stamp, hash, cancellationToken);
            if (rows != stamp.Rows || hash.Finish() != stamp.RowsSha256 || stamp.Sign() != stamp.Signature)
                return (null, $"{path} isn't what its signature was made of");
            return (stamp, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ParquetException or InvalidDataException or ArgumentException)
        {
            return (null, $"{path} can't be read: {e.Message}");
        }
    }

    private static async Task<int> AddGroupAsync(ParquetReader reader, int number, TrainingSetStamp stamp, RowsHash hash, CancellationToken cancellationToken)
    {
        using var group = reader.OpenRowGroupReader(number);
        var fields = reader.Schema.GetDataFields();
        DataField Field(string name) => fields.FirstOrDefault(f => f.Path.FirstPart == name) ?? throw new InvalidDataException($"it has no column {name}");
        var count = (int)group.RowCount;
        var users = new string?[count];
        var times = new DateTime[count];
        var hashes = new ulong[count];
        await group.ReadAsync(Field(User), users.AsMemory(), cancellationToken: cancellationToken);
        await group.ReadAsync<DateTime>(Field(AsOf), times.AsMemory(), cancellationToken: cancellationToken);
        await group.ReadAsync<ulong>(Field(FeaturesHash), hashes.AsMemory(), cancellationToken: cancellationToken);
        var labels = new List<string[]>();
        foreach (var column in stamp.Columns)
            labels.Add(await TextsAsync(group, Field(column[..column.LastIndexOf(':')]), cancellationToken));
        using var vectors = (RawColumnData<float>)await group.ReadRawColumnDataBaseAsync(Field(Embedding), cancellationToken);
        if (vectors.Values.Length != count * stamp.Dimension)
            throw new InvalidDataException($"its vectors have {vectors.Values.Length} values, must be {count} of {stamp.Dimension}");
        var row = new string[labels.Count];
        for (var i = 0; i < count; i++)
        {
            for (var c = 0; c < row.Length; c++)
                row[c] = labels[c][i];
            hash.Add(users[i] ?? "", new DateTimeOffset(DateTime.SpecifyKind(times[i], DateTimeKind.Utc)).ToUnixTimeMilliseconds(), hashes[i], row, vectors.Values.Slice(i * stamp.Dimension, stamp.Dimension));
        }
        return count;
    }

    private static async Task<string[]> TextsAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        if (field.ClrType == typeof(long))
        {
            var wholes = new long?[group.RowCount];
            await group.ReadAsync<long>(field, wholes.AsMemory(), cancellationToken: cancellationToken);
            return [.. wholes.Select(v => v?.ToString(CultureInfo.InvariantCulture) ?? "")];
        }
        if (field.ClrType == typeof(double))
        {
            var numbers = new double?[group.RowCount];
            await group.ReadAsync<double>(field, numbers.AsMemory(), cancellationToken: cancellationToken);
            return [.. numbers.Select(v => v?.ToString("R", CultureInfo.InvariantCulture) ?? "")];
        }
        var texts = new string?[group.RowCount];
        await group.ReadAsync(field, texts.AsMemory()!, cancellationToken: cancellationToken);
        return [.. texts.Select(t => t ?? "")];
    }
}
