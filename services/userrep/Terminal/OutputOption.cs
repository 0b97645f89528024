using System.CommandLine;

namespace UserRep.Command.Terminal;

/// <summary>How a verb's summary is printed; every verb has it.</summary>
internal sealed class OutputOption : Option<string>
{
    public OutputOption()
        : base("--output")
    {
        Description = "text (or table, which is the same) or json: how the summary is printed. With json, progress goes to standard error.";
        DefaultValueFactory = _ => "text";
        this.AcceptOnlyFromAmong("text", "table", "json");
    }
}
