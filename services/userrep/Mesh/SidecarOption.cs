using System.CommandLine;

namespace UserRep.Command.Mesh;

/// <summary>The Dapr sidecar through which a verb speaks with the mesh; its app-id is who the services see.</summary>
internal sealed class SidecarOption : Option<string>
{
    public const string Usual = "http://127.0.0.1:3500";

    public SidecarOption()
        : base("--dapr", "--endpoint")
    {
        Description = "HTTP address of the Dapr sidecar to go through; its app-id must be among the services' Operators:AppIds. Default: the local mesh's playground.";
        DefaultValueFactory = _ => Usual;
    }
}
