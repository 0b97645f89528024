namespace UserRep.LocalMesh.Topology;

/// <summary>What is wrong in a configuration file, and where. Line 0: in the file as a whole.</summary>
internal sealed record FileError(string File, int Line, string Reason)
{
    public override string ToString() => Line > 0 ? $"{File}({Line}): {Reason}" : $"{File}: {Reason}";
}
