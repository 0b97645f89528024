using System.Text;
using UserRep.Contracts.Wire;
using UserRep.EmbeddingStore.Storing;

namespace UserRep.EmbeddingStore.Coverage;

/// <summary>What a version takes in the state store, as its values are written there (base64 in JSON, with their keys); what the store itself adds is not in it.</summary>
internal sealed class StoredBytes(EmbeddingState state)
{
    /// <summary>Values are of one size but for user ids, so a page of 256 users stands for a version.</summary>
    public async Task<long> OfAsync(string version, IReadOnlyList<EmbeddingDirectory> directories, CancellationToken ct)
    {
        var shard = directories.Index().FirstOrDefault(d => d.Item.Pages > 0, (Index: -1, Item: new EmbeddingDirectory()));
        if (shard.Index < 0)
            return 0;
        var pageKey = EmbeddingKeys.Page(version, shard.Index, 0);
        if (!(await state.ReadAsync([pageKey], ct)).TryGetValue(pageKey, out var listed))
            return 0;
        var users = EmbeddingDirectoryPage.Parser.ParseFrom(listed.Value).UserIds;
        var found = await state.ReadAsync([.. users.Select(u => EmbeddingKeys.User(version, u))], ct);
        if (found.Count == 0)
            return 0;
        var sample = Size(pageKey, listed.Value) + found.Sum(f => Size(f.Key, f.Value.Value));
        return sample * directories.Sum(d => d.Users) / found.Count;
    }

    /// <summary>Base64 makes four characters of three bytes; two quotes stand around them.</summary>
    private static long Size(string key, byte[] value) => Encoding.UTF8.GetByteCount(key) + ((value.Length + 2) / 3 * 4) + 2;
}
