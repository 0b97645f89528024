using Google.Protobuf;
using UserRep.EventArchive.Events;
using UserRep.EventArchive.Writing;
using UserRep.Trainer.Events;

namespace UserRep.Tests.Shared.Archives;

/// <summary>An archive as feature-ingest would have written it.</summary>
internal static class SimulatedArchive
{
    public static async Task WriteAsync(string folder, IEnumerable<SourceEvent> events)
    {
        await using var writer = new ArchiveWriter(folder, new ArchiveWriterOptions(), TimeProvider.System);
        foreach (var batch in events.Chunk(1000))
        {
            var result = await writer.AppendAsync([.. batch.Select(e => Archived(e).ToByteString())], CancellationToken.None);
            if (!result.Durable)
                throw new IOException(result.Error);
        }
    }

    private static ArchivedEvent Archived(SourceEvent e)
    {
        var archived = new ArchivedEvent { EventId = e.EventId, UserId = e.UserId, At = e.At };
        switch (e.Kind)
        {
            case SourceEventKind.Interaction:
                archived.Interaction = new ArchivedInteraction { ItemId = e.ItemId, Action = e.Action };
                if (e.Weight is { } weight)
                    archived.Interaction.Weight = weight;
                if (e.PlayedMs is { } played)
                    archived.Interaction.PlayedMs = played;
                break;
            case SourceEventKind.Onboarding:
                archived.Onboarding = new ArchivedOnboarding { ItemIds = { e.ItemIds } };
                break;
            default:
                archived.Profile = new ArchivedProfile { Values = { e.Profile!.ToDictionary() } };
                break;
        }
        return archived;
    }
}
