using System.Text.Json.Nodes;
using UserRep.Contracts.Versions;
using UserRep.Features.Building;
using UserRep.Features.Bundles;
using UserRep.Features.Items;
using UserRep.Features.Schema;
using UserRep.Trainer.Events;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.Training;

public sealed class LeaveOutTests : IDisposable
{
    private const double Share = 0.4;

    private static readonly DateTimeOffset s_cut = ListSource.Start.AddDays(20);

    private static readonly TrainingOptions s_options = new()
    {
        Epochs = 1, Hidden = [8], Latent = 4, BatchSize = 16, HeldOut = 0.3, Threads = 1,
        ItemVectors = new() { CollaborativeDimension = 4, MinCount = 1 },
    };

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task LeaveOut_AShareOfPersons_GivesTheBundleOfTheOthersAlone()
    {
        var all = new PersonSource(World());
        var others = new PersonSource(World().Where(e => !PersonSplit.IsLeftOut(all.PersonOf(e.UserId), Share)));
        var some = await Train(all, 1, s_options with { LeaveOut = Share });
        var alone = await Train(others, 2, s_options);
        Assert.Equal((Share, 0d), (some.Record!.LeftOutShare, alone.Record!.LeftOutShare));
        Assert.Equal(alone.Record with { LeftOutShare = Share }, some.Record);
        Assert.NotEqual((await Train(all, 3, s_options)).Record!.DataFingerprint, some.Record.DataFingerprint);
        foreach (var file in (string[])[BundleFiles.Encoder, BundleFiles.Items, BundleFiles.Schema])
            Assert.Equal(File.ReadAllBytes(Path.Combine(alone.BundleFolder!, file)), File.ReadAllBytes(Path.Combine(some.BundleFolder!, file)));
    }

    [Fact]
    public async Task LeaveOut_OfEverybody_SaysSo()
    {
        var person = Enumerable.Range(0, 100).Select(i => $"p{i}").First(p => PersonSplit.IsLeftOut(p, 0.9));
        var result = await BundleTrainer.TrainAsync(
            new PersonSource([ListSource.Play(person + "/1", "i", 1)]), s_options with { LeaveOut = 0.9 }, _folder.Path, new EncoderVersion(1), s_cut, TimeProvider.System, null, TestContext.Current.CancellationToken);
        Assert.Contains("whom leaveOut 0.9 keeps", Assert.Single(result.Faults));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(0.91)]
    [InlineData(double.NaN)]
    public void LeaveOut_OutOfRange_IsAFault(double share) =>
        Assert.StartsWith("leaveOut is", Assert.Single(TrainingOptionsValidator.Faults(new TrainingOptions { LeaveOut = share })));

    [Fact]
    public void IsLeftOut_AtAnyShare_TakesThatShareOfPersonsAndStaysAtALargerOne()
    {
        var persons = Enumerable.Range(0, 10_000).Select(i => $"person {i}").ToArray();
        Assert.InRange(persons.Count(p => PersonSplit.IsLeftOut(p, 0.2)) / 10_000.0, 0.18, 0.22);
        Assert.All(persons.Where(p => PersonSplit.IsLeftOut(p, 0.2)), p => Assert.True(PersonSplit.IsLeftOut(p, 0.3)));
        Assert.DoesNotContain(persons, p => PersonSplit.IsLeftOut(p, 0));
        // Fixed: bundles of today are to be evaluated later.
        Assert.Equal([0, 2], Enumerable.Range(0, 10).Where(i => PersonSplit.IsLeftOut($"u{i}", 0.3)));
    }

    [Fact]
    public void HeldOut_UsersOfAPerson_AreOnOneSide()
    {
        // Each person's own item tells whose row it is.
        var source = new PersonSource(Enumerable.Range(0, 40).SelectMany(p => Enumerable.Range(1, 3).Select(u => ListSource.Play($"p{p}/{u}", $"i{p}", u))));
        var log = EventLogReader.Read(source.Events(), s_cut, _ => { }, TestContext.Current.CancellationToken);
        var file = _folder.File("items.bin");
        ModalitySchema[] modalities = [new("own", 40)];
        ItemTableWriter.Write(file, modalities, [.. Enumerable.Range(0, 40).Select(i => new ItemRow($"i{i}", [[.. Enumerable.Range(0, 40).Select(d => d == i ? 1f : 0)]]))]);
        using var table = ItemTable.TryOpen(file, modalities, out _)!;
        var features = new FeatureBuilder(new FeatureSchema([30], modalities, new Dictionary<string, double>(), 1, 30, [], [], []), table);
        var (fit, heldOut) = RowBuilder.Build(log, source.PersonOf, features, null, 20_020, s_options with { RowsPerUser = 1 }, _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(120, fit.Count + heldOut.Count);
        Assert.True(heldOut.Count > 0);
        Assert.Empty(Persons(fit).Intersect(Persons(heldOut)));

        static HashSet<int> Persons(RowSet rows) => [.. Enumerable.Range(0, rows.Count).Select(r => Array.FindIndex(rows.Features(r), 0, 40, v => v > 0))];
    }

    [Fact]
    public async Task Manifest_OfBeforeLeaveOut_IsRead()
    {
        var result = await Train(new PersonSource(World()), 1, s_options with { LeaveOut = Share });
        var json = JsonNode.Parse(File.ReadAllBytes(Path.Combine(result.BundleFolder!, BundleFiles.Manifest)))!;
        Assert.True(json["training"]!.AsObject().Remove("leftOutShare"));
        Assert.Equal(0, BundleManifest.FromJson(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString())).Training!.LeftOutShare);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>80 persons of two users each, who differ in what they play and are.</summary>
    private static IEnumerable<SourceEvent> World() =>
        Enumerable.Range(0, 160).SelectMany(u => Enumerable.Range(0, 6).Select(i => ListSource.Play($"p{u / 2}/{u % 2}", $"i{(u / 2 + i % 4) % 12}", i + u % 5 * 0.1)))
            .Concat(Enumerable.Range(0, 80).Select(p => ListSource.Tell($"p{p}/0", "country", p % 3 == 0 ? "SE" : $"only-{p % 7}", 1)));

    private async Task<TrainingResult> Train(IEventSource source, int number, TrainingOptions options)
    {
        var result = await BundleTrainer.TrainAsync(source, options, _folder.Path, new EncoderVersion(number), s_cut, TimeProvider.System, null, TestContext.Current.CancellationToken);
        Assert.Empty(result.Faults);
        return result;
    }
}
