namespace UserRep.LocalMesh.Topology;

/// <summary>A service: a project, an executable, or (neither) external, run by someone else. A port of 0 means any free one.</summary>
internal sealed record TyeService(string Name, string AppId, string? Project, string? Executable, int Line)
{
    /// <summary>Not started here: it runs in a debugger, say, at the binding's port.</summary>
    public bool IsExternal => Project is null && Executable is null;

    /// <summary>A project in a folder of the folder samples: it shows how to use the mesh and is no part of it.</summary>
    public bool IsSample => Project is not null && Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(Project))) == "samples";

    public string Arguments { get; init; } = "";

    public required string WorkingDirectory { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public int AppPort { get; init; }

    public AppProtocol Protocol { get; init; }

    public int HttpPort { get; init; }

    public int GrpcPort { get; init; }
}
