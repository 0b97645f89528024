using System.Security.Cryptography;
using System.Text;

namespace UserRep.Contracts.TrainingSets;

/// <summary>What an exported training set says of itself, as key-value metadata of its Parquet file; posted to version-router, it proves a head.</summary>
/// <param name="Columns">The label columns as <c>name:kind</c>, kind being text, whole or number.</param>
/// <param name="RowsSha256">SHA-256 (lower-case hex) over every row, which only the file can prove.</param>
/// <param name="Signature">SHA-256 (lower-case hex) over all else in the stamp, which anyone can prove: <see cref="Sign"/>.</param>
public sealed record TrainingSetStamp(
    string EncoderVersion, string EmbeddingSpaceId, string BundleSha256, int Dimension, string Metric, bool Simulated, IReadOnlyList<string> Columns, long Rows, string RowsSha256, string Signature)
{
    private const string Format = "userrep-training-set 2";

    /// <summary>
    /// Over UTF-8 lines, each ended by \n: the format, encoder version, space id, bundle hash, dimension, metric, true or false for simulated, number of
    /// rows, hash of the rows, then each column. It shows a stamp that was altered or mixed up; it is no secret's, so it doesn't show who made it.
    /// </summary>
    public string Sign()
    {
        string[] lines =
        [
            Format, EncoderVersion, EmbeddingSpaceId, BundleSha256, FormattableString.Invariant($"{Dimension}"), Metric, Simulated ? "true" : "false",
            FormattableString.Invariant($"{Rows}"), RowsSha256, .. Columns,
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")))));
    }
}
