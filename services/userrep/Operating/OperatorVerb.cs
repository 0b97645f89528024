using System.CommandLine;
using UserRep.Command.Mesh;
using UserRep.Command.Terminal;

namespace UserRep.Command.Operating;

/// <summary>A verb that speaks with version-router through a Dapr sidecar: the options that all of them have, once.</summary>
internal sealed class OperatorVerb(string name, string description) : System.CommandLine.Command(name, description)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly SidecarOption _sidecar = new();
    private readonly OutputOption _printed = new();
    private readonly Option<string?> _actor = new("--as") { Description = "Your name, for the audit. Default: nobody is named." };

    /// <param name="run">Gets the parsed line and the mesh.</param>
    public OperatorVerb Runs(TextWriter output, TextWriter error, Func<ParseResult, MeshClient, CancellationToken, Task<VerbResult>> run)
    {
        Options.Add(_actor);
        Options.Add(_sidecar);
        Options.Add(_printed);
        SetAction((parsed, ct) => VerbRun.RunAsync(parsed.GetValue(_printed) == "json", output, error, async _ =>
        {
            using var mesh = new MeshClient(parsed.GetValue(_sidecar)!, s_patience, parsed.GetValue(_actor));
            return await run(parsed, mesh, ct);
        }, ct));
        return this;
    }
}
