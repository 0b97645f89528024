using System.Text.Json;
using UserRep.Contracts.TrainingSets;

namespace UserRep.Client;

/// <summary>A release of the downstream model that was trained on one encoder version. What is stated here is what every answer is checked against.</summary>
public sealed class Head
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>For configuration binding.</summary>
    public Head()
    {
    }

    /// <summary>A head for a version; without space and dimension, the first answer of that version says what later ones must have.</summary>
    public Head(string encoderVersion, string? embeddingSpaceId = null, int? dimension = null) => (EncoderVersion, EmbeddingSpaceId, Dimension) = (encoderVersion, embeddingSpaceId, dimension);

    /// <summary>E.g. <c>representation@v3</c>, or <c>v3</c> for short.</summary>
    public string EncoderVersion { get; set; } = "";

    /// <summary>The space the head was trained in, if known: an answer in another one is refused.</summary>
    public string? EmbeddingSpaceId { get; set; }

    /// <summary>Values of one vector, if known: an answer of another dimension is refused.</summary>
    public int? Dimension { get; set; }

    /// <summary>The head that was trained on the training set with this stamp, whose version, space and dimension it takes.</summary>
    /// <exception cref="ArgumentException">The stamp was altered: its signature is another's.</exception>
    public static Head FromStamp(TrainingSetStamp stamp)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        return stamp.Columns is not null && stamp.Signature == stamp.Sign()
            ? new Head(stamp.EncoderVersion, stamp.EmbeddingSpaceId, stamp.Dimension)
            : throw new ArgumentException($"The stamp of {stamp.EncoderVersion} was altered: its signature is not the one of its content.", nameof(stamp));
    }

    /// <summary>As <see cref="FromStamp"/>, from a file that holds the stamp as JSON (<c>userrep export --stamp</c> writes one).</summary>
    /// <exception cref="ArgumentException">The file holds no stamp, or one that was altered.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static Head FromStampFile(string path)
    {
        try
        {
            return FromStamp(JsonSerializer.Deserialize<TrainingSetStamp>(File.ReadAllBytes(path), s_json) ?? throw new JsonException("it is null"));
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"{path} holds no stamp of a training set: {e.Message}", nameof(path), e);
        }
    }
}
