using System.Globalization;
using Spectre.Console;

namespace UserRep.Command.Terminal;

/// <summary>One step of a verb; done when disposed.</summary>
internal sealed class Step : IDisposable
{
    // Often enough to see that it lives, seldom enough that a log of half an hour stays short.
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly string _name;
    private readonly ProgressTask? _bar;
    private readonly IAnsiConsole _console;
    private readonly TextWriter _progress;
    private readonly TimeProvider _time;
    private readonly ITimer? _timer;
    private readonly long _begun;
    private double? _share;
    private string? _text;
    private string? _told;
    private bool _done;

    /// <param name="bar">Null where output is piped: then lines tell how far it is.</param>
    /// <param name="progress">Where those go.</param>
    public Step(string name, ProgressTask? bar, IAnsiConsole console, TextWriter progress, TimeProvider time)
    {
        (_name, _bar, _console, _progress, _time) = (name, bar, console, progress, time);
        _begun = time.GetTimestamp();
        if (bar is null)
            _timer = time.CreateTimer(_ => Tell(), null, Pace, Pace);
    }

    /// <param name="share">0 to 1; null leaves it where it is.</param>
    public void At(double? share, string? text = null)
    {
        lock (_gate)
            (_share, _text) = (share ?? _share, text ?? _text);
        if (_bar is null)
            return;
        _bar.Value = share ?? _bar.Value;
        if (text is not null)
            _bar.Description = Markup.Escape($"{_name}: {text}");
    }

    public void Dispose()
    {
        lock (_gate)
            _done = true;
        _timer?.Dispose();
        if (_bar is not null)
            _bar.Value = _bar.MaxValue;
        else
            _console.WriteLine(FormattableString.Invariant($"{_name}: {(_text is null ? "" : _text + ", ")}done in {_time.GetElapsedTime(_begun).TotalSeconds:0.0} s"));
    }

    /// <summary>A line of where it is, unless the last one said the same.</summary>
    private void Tell()
    {
        lock (_gate)
        {
            var line = (_share, _text) == default
                ? FormattableString.Invariant($"{_time.GetElapsedTime(_begun).TotalSeconds:0} s")
                : string.Join(", ", new[] { _share?.ToString("0 %", CultureInfo.InvariantCulture), _text }.OfType<string>());
            if (_done || line == _told)
                return;
            _told = line;
            _progress.WriteLine($"{_name}: {line}");
        }
    }
}
