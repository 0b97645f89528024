namespace UserRep.LocalMesh.Hosting;

/// <summary>What a person at the terminal must be told in a line or two; no stack trace goes with it.</summary>
internal sealed class MeshFault(IEnumerable<string> lines) : Exception(string.Join(Environment.NewLine, lines))
{
    public MeshFault(string line)
        : this([line])
    {
    }
}
