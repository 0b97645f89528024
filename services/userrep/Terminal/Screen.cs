using Spectre.Console;

namespace UserRep.Command.Terminal;

/// <summary>Where a verb shows what it is doing: bars with the time left in a terminal; where output is piped a line per step that is done, and now and then one of how far it is.</summary>
/// <param name="progress">Where lines of what isn't done yet go: standard error, so that they stay out of what is piped.</param>
internal sealed class Screen(IAnsiConsole console, TextWriter progress, TimeProvider time)
{
    private readonly List<string> _notes = [];
    private ProgressContext? _bars;

    /// <summary>Runs a verb whose steps are shown together; notes follow when it is done.</summary>
    public async Task<VerbResult> ShowAsync(Func<Screen, Task<VerbResult>> verb)
    {
        if (!console.Profile.Capabilities.Interactive)
            return await verb(this);
        var result = await console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                _bars = context;
                return await verb(this);
            });
        _bars = null;
        _notes.ForEach(console.WriteLine);
        return result;
    }

    /// <summary>Begins a step; told its share, 0 to 1, and what it is at.</summary>
    public Step Begin(string name) => new(name, _bars?.AddTask(Markup.Escape(name), maxValue: 1), console, progress, time);

    /// <summary>A line of its own; while bars are shown it waits until they are done.</summary>
    public void Say(string line)
    {
        if (_bars is null)
            console.WriteLine(line);
        else
            _notes.Add(line);
    }
}
