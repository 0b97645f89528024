using Spectre.Console;

namespace UserRep.LocalMesh.MainJob;

/// <summary>Where a run shows what it is doing: bars in a terminal, a line per step where output is piped.</summary>
internal sealed class JobScreen(IAnsiConsole console, TimeProvider time)
{
    /// <summary>Runs one step under a bar of <paramref name="max"/>.</summary>
    public async Task StepAsync(string name, double max, Func<Action<double, string?>, Task> run)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            var begun = time.GetTimestamp();
            await run((_, _) => { });
            console.WriteLine(FormattableString.Invariant($"{name}: done in {time.GetElapsedTime(begun).TotalSeconds:0.0} s"));
            return;
        }
        await console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(name), maxValue: Math.Max(max, 1));
                await run((value, text) =>
                {
                    task.Value = Math.Min(value, task.MaxValue);
                    if (text is not null)
                        task.Description = Markup.Escape($"{name}: {text}");
                });
                task.Value = task.MaxValue;
            });
    }

    public void Say(string line) => console.WriteLine(line);
}
