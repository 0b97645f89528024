using System.Buffers;
using System.Runtime.InteropServices;
using Google.Protobuf;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Encoder.Sessions;

namespace UserRep.Encoder.Encoding;

/// <summary>From a message of histories to a message of vectors, for one version.</summary>
internal sealed class BatchEncoder(EncodeQueue queue, EncodingCosts costs, EncoderInstruments instruments)
{
    public async Task<UserEmbeddingsBatch> EncodeAsync(LoadedVersion version, IReadOnlyList<UserFeatures> users, EncodeLane lane, CancellationToken ct)
    {
        var (width, dimension) = (version.Features.Width, version.Dimension);
        var features = ArrayPool<float>.Shared.Rent(users.Count * width);
        var vectors = ArrayPool<float>.Shared.Rent(users.Count * dimension);
        var unknown = 0;
        var start = costs.Start();
        for (var i = 0; i < users.Count; i++)
            unknown += version.Features.Build(users[i].History, UnixDay.Of(users[i].AsOf), features.AsSpan(i * width, width));
        costs.Add(version.Name, 0, start);
        instruments.OnUnknownItems(version.Name, unknown);
        await queue.EncodeAsync(new EncodeWork(version, features, vectors, users.Count, lane), ct);

        var message = new UserEmbeddingsBatch { Version = version.Name, EmbeddingSpaceId = version.Manifest.EmbeddingSpaceId, Dimension = (uint)dimension };
        for (var i = 0; i < users.Count; i++)
        {
            message.Users.Add(new UserEmbedding
            {
                UserId = users[i].History.UserId,
                Vector = ByteString.CopyFrom(MemoryMarshal.AsBytes(vectors.AsSpan(i * dimension, dimension))),
                AsOf = users[i].AsOf,
                Emission = users[i].History.Emission,
                FeaturesHash = StableHash.Of(features.AsSpan(i * width, width)),
                PublishedAt = users[i].PublishedAt,
                Traceparents = { users[i].Traceparents },
            });
        }
        // Not returned when something above throws: the queue may still be writing into them.
        ArrayPool<float>.Shared.Return(features);
        ArrayPool<float>.Shared.Return(vectors);
        return message;
    }
}
