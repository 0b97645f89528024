using UserRep.Trainer.EventFiles;

namespace UserRep.Trainer.Tests.EventFiles;

/// <summary>Event files written and opened in one go.</summary>
internal static class Opened
{
    public static EventFile Read(TempFolder folder, string csv, string mapping) => Open(folder.Write("e.csv", csv), folder.Write("m.json", mapping));

    public static EventFile Open(string path, string mapping)
    {
        var file = EventFile.TryOpen(path, mapping, out var faults, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(faults);
        return file!;
    }

    public static IReadOnlyList<string> Faults(TempFolder folder, string csv, string mapping, long maxErrors = long.MaxValue)
    {
        Assert.Null(EventFile.TryOpen(folder.Write("e.csv", csv), folder.Write("m.json", mapping), out var faults, maxErrors, TestContext.Current.CancellationToken));
        return faults;
    }
}
