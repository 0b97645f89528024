using Spectre.Console;

namespace UserRep.Command.Terminal;

/// <summary>One step of a verb; done when disposed.</summary>
internal sealed class Step(string name, ProgressTask? bar, IAnsiConsole console, TimeProvider time) : IDisposable
{
    private readonly long _begun = time.GetTimestamp();
    private string? _last;

    /// <param name="share">0 to 1; null leaves the bar where it is.</param>
    public void At(double? share, string? text = null)
    {
        _last = text ?? _last;
        if (bar is null)
            return;
        bar.Value = share ?? bar.Value;
        if (text is not null)
            bar.Description = Markup.Escape($"{name}: {text}");
    }

    public void Dispose()
    {
        if (bar is not null)
            bar.Value = bar.MaxValue;
        else
            console.WriteLine(FormattableString.Invariant($"{name}: {(_last is null ? "" : _last + ", ")}done in {time.GetElapsedTime(_begun).TotalSeconds:0.0} s"));
    }
}
