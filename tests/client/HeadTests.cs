using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Reads;
using UserRep.Contracts.TrainingSets;

namespace UserRep.Client.Tests;

public sealed class HeadTests
{
    private static readonly CancellationToken s_ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_PinMovesBetweenReads_TellsTheCallerWhichHeadToUse()
    {
        var changes = new List<HeadChange>();
        (string, string)[] served = [(Answers.First, Assignments.Pin), (Answers.First, Assignments.Pin), (Answers.Second, Assignments.Pin), (Answers.Second, Assignments.Pin), (Answers.First, Assignments.PreviousPin)];
        var router = new FakeRouter((request, call) => Answers.Of(request, served[call].Item1, served[call].Item2).Binary());
        using var services = router.Services(o => o.OnHeadChange = changes.Add);
        var client = services.GetRequiredService<IUserRepresentations>();
        var counted = 0L;
        using var listener = new MeterListener { InstrumentPublished = (i, l) => { if (i.Name == "userrep.client.head_changes" && i.Meter.Scope == services.GetRequiredService<IMeterFactory>()) l.EnableMeasurementEvents(i); } };
        listener.SetMeasurementEventCallback<long>((_, n, _, _) => counted += n);
        listener.Start();

        var versions = new List<string>();
        foreach (var _ in served)
            versions.Add((await client.GetAsync(["u1"], cancellationToken: s_ct)).EncoderVersion);

        Assert.Equal(served.Select(s => s.Item1), versions);
        Assert.Equal(
            [new HeadChange(Answers.Model, Answers.First, Answers.Second, Assignments.Pin), new HeadChange(Answers.Model, Answers.Second, Answers.First, Assignments.PreviousPin)], changes);
        Assert.Equal(2, counted);
    }

    [Fact]
    public async Task Get_CallbackThrows_StillHasTheVectors()
    {
        var router = new FakeRouter((request, _) => Answers.Of(request, Answers.First, Assignments.PreviousPin).Binary());

        var answer = await router.Client(o => o.OnHeadChange = _ => throw new InvalidOperationException("mine")).GetAsync(["u1"], cancellationToken: s_ct);

        Assert.True(answer[0].HasVector);
    }

    [Fact]
    public async Task Get_ReadAndRefusal_AreMeasuredInSecondsWithModelVersionAndStatus()
    {
        var router = new FakeRouter((request, call) => call == 0 ? Answers.Of(request, Answers.First).Binary() : Answers.PinMismatch("representation@v9"));
        using var services = router.Services();
        var client = services.GetRequiredService<IUserRepresentations>();
        var seen = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (i, l) => { if (i is { Name: "userrep.client.read.duration", Unit: "s" } && i.Meter.Scope == services.GetRequiredService<IMeterFactory>()) l.EnableMeasurementEvents(i); } };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => seen.Add(string.Join(' ', tags.ToArray().Select(t => t.Value))));
        listener.Start();

        await client.GetAsync(["u1"], cancellationToken: s_ct);
        await Assert.ThrowsAsync<UserRepresentationsException>(() => client.GetAsync(["u1"], cancellationToken: s_ct));

        Assert.Equal([$"{Answers.Model} {Answers.First} ok", $"{Answers.Model} none PIN_MISMATCH"], seen);
    }

    [Fact]
    public void Options_SeveralFaults_AreReportedAtOnce()
    {
        var services = new ServiceCollection();
        services.AddUserRepresentations(o =>
        {
            o.Heads.Add(new Head("latest"));
            o.Heads.Add(new Head("v1", dimension: 0));
            o.Heads.Add(new Head("representation@v1"));
            (o.Timeout, o.MaxRetries, o.BatchSize, o.SidecarAddress) = (TimeSpan.Zero, 11, 1001, new Uri("ftp://x"));
        });
        using var provider = services.BuildServiceProvider();

        var e = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        foreach (var fault in (string[])["Model is missing", "'latest' is not a version", "dimension of v1 is 0", "representation@v1 stands there 2 times", "Timeout", "MaxRetries", "BatchSize", "SidecarAddress"])
            Assert.Contains(e.Failures, f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Stamp_OfATrainingSet_GivesVersionSpaceAndDimension()
    {
        var stamp = new TrainingSetStamp(Answers.Second, "space", new string('a', 64), 64, "cosine", true, ["label:whole"], 5, new string('b', 64), "");
        stamp = stamp with { Signature = stamp.Sign() };
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "stamp.json");
        File.WriteAllText(file, JsonSerializer.Serialize(stamp, JsonSerializerOptions.Web));

        var head = Head.FromStampFile(file);

        Assert.Equal((Answers.Second, "space", 64), (head.EncoderVersion, head.EmbeddingSpaceId, head.Dimension));
        Assert.Throws<ArgumentException>(() => Head.FromStamp(stamp with { Dimension = 32 }));
        File.WriteAllText(file, "{}");
        Assert.Throws<ArgumentException>(() => Head.FromStampFile(file));
        File.WriteAllText(file, "stamp");
        Assert.Throws<ArgumentException>(() => Head.FromStampFile(file));
    }
}
