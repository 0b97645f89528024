using Microsoft.Extensions.Time.Testing;
using Spectre.Console;
using UserRep.Command.Terminal;

namespace UserRep.Command.Tests.Terminal;

public sealed class StepTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _progress = new();

    [Fact]
    public void Step_Piped_TellsHowFarItIsAtABoundedRate()
    {
        using (var step = Screen().Begin("Evaluating"))
        {
            for (var i = 0; i < 100; i++)
                step.At(i / 100.0, $"task {i}");
            Assert.Empty(Lines(_progress));
            _time.Advance(Step.Pace);
            Assert.Equal(["Evaluating: 99 %, task 99"], Lines(_progress));
            // What hasn't changed isn't said again.
            _time.Advance(Step.Pace);
            step.At(null, "the last");
            Assert.Single(Lines(_progress));
            _time.Advance(Step.Pace);
        }
        Assert.Equal(["Evaluating: 99 %, task 99", "Evaluating: 99 %, the last"], Lines(_progress));
        Assert.Equal(["Evaluating: the last, done in 30.0 s"], Lines(_output));
    }

    [Fact]
    public void Step_PipedAndWithNothingToTell_SaysForHowLong()
    {
        using var step = Screen().Begin("Reading");
        _time.Advance(Step.Pace);
        _time.Advance(Step.Pace);
        Assert.Equal(["Reading: 10 s", "Reading: 20 s"], Lines(_progress));
    }

    [Fact]
    public void Step_ThatIsDone_TellsNothingMore()
    {
        Screen().Begin("Reading").Dispose();
        _time.Advance(Step.Pace + Step.Pace);
        Assert.Empty(Lines(_progress));
    }

    private Screen Screen()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_output), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        return new Screen(console, _progress, _time);
    }

    private static string[] Lines(StringWriter writer) => writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
