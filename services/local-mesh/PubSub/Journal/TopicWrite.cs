namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>A write that isn't visible yet: where it went.</summary>
internal readonly record struct TopicWrite(Segment Segment, bool OpensNew, long Offset);
