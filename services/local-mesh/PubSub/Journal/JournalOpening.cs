namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>Either an open journal or the reason why there is none.</summary>
internal sealed record JournalOpening(MessageJournal? Journal, string Error = "");
