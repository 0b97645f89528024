namespace UserRep.LocalMesh.Topology;

/// <summary>A service: either a project or an executable. A port of 0 means any free one.</summary>
internal sealed record TyeService(string Name, string AppId, string? Project, string? Executable, int Line)
{
    public string Arguments { get; init; } = "";

    public required string WorkingDirectory { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public int AppPort { get; init; }

    public int HttpPort { get; init; }

    public int GrpcPort { get; init; }
}
