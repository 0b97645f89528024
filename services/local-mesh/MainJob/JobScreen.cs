using Spectre.Console;

namespace UserRep.LocalMesh.MainJob;

/// <summary>Where a run shows what it is doing: a table of bars in a terminal, a line per step where output is piped.</summary>
internal sealed class JobScreen(IAnsiConsole console, TimeProvider time)
{
    private readonly List<string> _notes = [];
    private ProgressContext? _bars;

    /// <summary>Runs a job whose steps are shown together; notes follow when it is done.</summary>
    public async Task<T> ShowAsync<T>(Func<Task<T>> job)
    {
        if (!console.Profile.Capabilities.Interactive)
            return await job();
        var result = await console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                _bars = context;
                return await job();
            });
        _bars = null;
        _notes.ForEach(console.WriteLine);
        return result;
    }

    /// <summary>Runs one step under a bar of <paramref name="max"/>.</summary>
    public async Task StepAsync(string name, double max, Func<Action<double, string?>, Task> run)
    {
        if (_bars is null)
        {
            var begun = time.GetTimestamp();
            await run((_, _) => { });
            console.WriteLine(FormattableString.Invariant($"{name}: done in {time.GetElapsedTime(begun).TotalSeconds:0.0} s"));
            return;
        }
        var bar = _bars.AddTask(Markup.Escape(name), maxValue: Math.Max(max, 1));
        await run((value, text) =>
        {
            bar.Value = Math.Min(value, bar.MaxValue);
            if (text is not null)
                bar.Description = Markup.Escape($"{name}: {text}");
        });
        bar.Value = bar.MaxValue;
    }

    /// <summary>A line of its own; while bars are shown it waits until they are done.</summary>
    public void Say(string line)
    {
        if (_bars is null)
            console.WriteLine(line);
        else
            _notes.Add(line);
    }
}
