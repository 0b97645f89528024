using System.Globalization;

namespace UserRep.Contracts.TrainingSets;

/// <summary>A stamp as key-value metadata of the training set's Parquet file.</summary>
public static class TrainingSetMetadata
{
    private const string VersionKey = "encoder_version";
    private const string SpaceKey = "embedding_space_id";
    private const string BundleKey = "bundle_sha256";
    private const string DimensionKey = "dimension";
    private const string MetricKey = "metric";
    private const string SimulatedKey = "simulated";
    private const string ColumnsKey = "label_columns";
    private const string RowsKey = "rows";
    private const string RowsHashKey = "rows_sha256";
    private const string SignatureKey = "signature";

    public static Dictionary<string, string> Of(TrainingSetStamp stamp) => new()
    {
        [VersionKey] = stamp.EncoderVersion,
        [SpaceKey] = stamp.EmbeddingSpaceId,
        [BundleKey] = stamp.BundleSha256,
        [DimensionKey] = stamp.Dimension.ToString(CultureInfo.InvariantCulture),
        [MetricKey] = stamp.Metric,
        [SimulatedKey] = stamp.Simulated ? "true" : "false",
        // A name may hold any character but a line break.
        [ColumnsKey] = string.Join('\n', stamp.Columns),
        [RowsKey] = stamp.Rows.ToString(CultureInfo.InvariantCulture),
        [RowsHashKey] = stamp.RowsSha256,
        [SignatureKey] = stamp.Signature,
    };

    /// <returns>The stamp as it stands there, whether its signature is right or not; null where there is none.</returns>
    public static TrainingSetStamp? Read(IReadOnlyDictionary<string, string> metadata)
    {
        string Of(string key) => metadata.GetValueOrDefault(key, "");
        return int.TryParse(Of(DimensionKey), NumberStyles.None, CultureInfo.InvariantCulture, out var dimension) && dimension > 0
            && long.TryParse(Of(RowsKey), NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && Of(SignatureKey).Length > 0
            ? new TrainingSetStamp(
                Of(VersionKey), Of(SpaceKey), Of(BundleKey), dimension, Of(MetricKey), Of(SimulatedKey) == "true", Of(ColumnsKey).Split('\n', StringSplitOptions.RemoveEmptyEntries), rows, Of(RowsHashKey), Of(SignatureKey))
            : null;
    }
}
