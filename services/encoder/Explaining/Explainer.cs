using System.Runtime.InteropServices;
using UserRep.Contracts.Events;
using UserRep.Contracts.Users;
using UserRep.Contracts.Wire;
using UserRep.Encoder.Encoding;
using UserRep.Encoder.Sessions;
using UserRep.Features.Histories;
using UserRep.Features.Items;
using UserRep.Features.Schema;

namespace UserRep.Encoder.Explaining;

/// <summary>Encodes one user as the lanes do, and shows what comes in between.</summary>
internal sealed class Explainer(BatchEncoder encoder)
{
    /// <param name="version">Leased by the caller.</param>
    public async Task<UserExplanation> ExplainAsync(LoadedVersion version, UserFeatures user, CancellationToken ct)
    {
        var encoded = await encoder.EncodeAsync(version, [user], EncodeLane.Live, ct);
        var asOf = DateTimeOffset.FromUnixTimeMilliseconds(user.AsOf);
        return new UserExplanation(
            user.History.UserId, version.Name, encoded.EmbeddingSpaceId, asOf, user.History.Emission,
            user.History.View(asOf, hash => Text(version.Items, hash), hash => Text(version.Names, hash)), Blocks(version, user),
            encoded.Users[0].FeaturesHash.ToString("x16"), MemoryMarshal.Cast<byte, float>(encoded.Users[0].Vector.Span).ToArray());
    }

    private static string? Text(ItemTable? items, ulong hash) => items?.IndexOf(hash) is >= 0 and var row ? items.Id(row) : null;

    private static FeatureBlockView[] Blocks(LoadedVersion version, UserFeatures user)
    {
        var layout = version.Features.Layout;
        var (values, present) = (new float[layout.Width], new bool[layout.Blocks.Count]);
        version.Features.BuildRaw(user.History, UnixDay.Of(user.AsOf), values, present);
        var input = values.ToArray();
        version.Features.Standardise(input, present);
        return [.. layout.Blocks.Select((block, b) => new FeatureBlockView(
            block.Name, block.Kind.ToString(), block.Offset, present[b],
            [.. FeatureNames.Of(version.Schema, layout, block).Select((name, i) => new FeatureValueView(name, values[block.Offset + i], input[block.Offset + i]))]))];
    }
}
