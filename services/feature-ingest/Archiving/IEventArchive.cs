using Google.Protobuf;
using UserRep.EventArchive.Events;

namespace UserRep.FeatureIngest.Archiving;

internal interface IEventArchive
{
    /// <summary>False: nothing is archived, and no event needs to be carried along for it.</summary>
    bool Enabled { get; }

    /// <summary>Completes once the records (<see cref="ArchivedEvent"/>) are durable.</summary>
    /// <exception cref="IOException">They may not be: nothing that follows from them may be acknowledged.</exception>
    Task AppendAsync(IReadOnlyList<ByteString> records);
}
