namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>Message ids from <paramref name="Start"/> to <paramref name="End"/>, both included.</summary>
internal readonly record struct IdRange(long Start, long End);
