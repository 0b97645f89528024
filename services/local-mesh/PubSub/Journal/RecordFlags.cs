namespace UserRep.LocalMesh.PubSub.Journal;

[Flags]
internal enum RecordFlags : byte
{
    None = 0,

    /// <summary>The data are as the publisher sent them (rawPayload): not a CloudEvent of the mesh's making.</summary>
    Raw = 1,
}
