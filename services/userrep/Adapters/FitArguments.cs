using UserRep.Adapters;
using UserRep.Command.Sources;

namespace UserRep.Command.Adapters;

/// <param name="Options">File of evaluation options, or null.</param>
internal sealed record FitArguments(
    SourceArguments Source, string From, string To, string Out, AdapterKind? Kind, IReadOnlyList<string>? Tasks, string? Model, string? Options, bool Quick, bool Push, string Sidecar);
