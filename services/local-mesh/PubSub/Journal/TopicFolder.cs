namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>A topic's name as a folder's, and back. Dots are escaped too: "." and ".." are names of topics, not of folders.</summary>
internal static class TopicFolder
{
    public static string Encode(string topic) => Uri.EscapeDataString(topic).Replace(".", "%2E", StringComparison.Ordinal);

    public static string Decode(string folder) => Uri.UnescapeDataString(folder);
}
