using UserRep.Command.Sources;

namespace UserRep.Command.Evaluate;

internal sealed record EvaluateArguments(
    SourceArguments Source, string Bundle, string? Tasks, string Report, string? Settings, string? Tune, bool Quick, bool Ablations, bool Cost, bool CostOnly, string Command);
