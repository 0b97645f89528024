using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace UserRep.Command.Terminal;

/// <summary>One run of a verb, from parsed arguments to an exit code.</summary>
internal static class VerbRun
{
    private const int PipedWidth = 200;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <param name="json">Print the summary as JSON on <paramref name="output"/> and all else on <paramref name="error"/>.</param>
    public static async Task<int> RunAsync(bool json, TextWriter output, TextWriter error, Func<Screen, Task<VerbResult>> verb, CancellationToken cancellationToken)
    {
        // A step's timer writes to it, too.
        error = TextWriter.Synchronized(error);
        var console = Console(json ? error : output);
        try
        {
            var result = await new Screen(console, error, TimeProvider.System).ShowAsync(verb);
            foreach (var fault in result.Faults)
                await error.WriteLineAsync($"userrep: {fault.ReplaceLineEndings(" ")}");
            if (result.Faults.Count > 0)
                return ExitCodes.CannotRun;
            if (json)
                await output.WriteLineAsync(JsonSerializer.Serialize(result.Summary, s_json));
            else
                Print(result, console);
            return result.Refused ? ExitCodes.Refused : ExitCodes.Ok;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await error.WriteLineAsync($"userrep: {e.Message.ReplaceLineEndings(" ")}");
            return ExitCodes.CannotRun;
        }
    }

    private static IAnsiConsole Console(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        // Where nobody looks at a terminal, lines are broken and coloured by whoever reads them.
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = PipedWidth;
            console.Profile.Capabilities.Ansi = false;
            console.Profile.Capabilities.Interactive = false;
        }
        return console;
    }

    private static void Print(VerbResult result, IAnsiConsole console)
    {
        var width = result.Lines.Select(l => l.What.Length).DefaultIfEmpty().Max();
        foreach (var (what, figure) in result.Lines)
            console.Profile.Out.Writer.WriteLine($"{what.PadRight(width)}  {figure}");
    }
}
