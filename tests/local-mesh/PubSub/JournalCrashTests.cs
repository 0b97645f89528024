using UserRep.LocalMesh.PubSub.Journal;

namespace UserRep.LocalMesh.Tests.PubSub;

/// <summary>Random publishes, acknowledgements, closes and crashes against a model of what must be there.</summary>
public sealed class JournalCrashTests
{
    private const int Steps = 120;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task RandomSequence_WithCrashes_NeverLosesAnUnacknowledgedMessage(int seed)
    {
        var random = new Random(seed);
        var folder = new TempFolder();
        var journal = JournalTesting.Open(folder, segmentBytes: 4096);
        var stored = new Dictionary<long, string>();
        var acknowledged = new HashSet<long>();
        var position = journal.Subscribe("t", "app");
        for (var step = 0; step < Steps; step++)
        {
            switch (random.Next(12))
            {
                case < 6:
                    var texts = Enumerable.Range(0, random.Next(1, 8)).Select(i => $"{step}.{i}." + new string('x', random.Next(600))).ToList();
                    var first = journal.Topics.FirstOrDefault(t => t.Name == "t")?.LastId + 1 ?? 1;
                    await journal.AppendAsync("t", texts);
                    for (var i = 0; i < texts.Count; i++)
                        stored.Add(first + i, texts[i]);
                    break;
                case < 10:
                    foreach (var id in stored.Keys.Where(_ => random.Next(3) == 0))
                    {
                        position.Acknowledge(id);
                        acknowledged.Add(id);
                    }
                    break;
                case 10:
                    await journal.DisposeAsync();
                    journal = JournalTesting.Open(folder, segmentBytes: 4096);
                    break;
                default:
                    var crashed = folder.Snapshot();
                    Tear(crashed, random);
                    await journal.DisposeAsync();
                    folder.Dispose();
                    folder = crashed;
                    journal = JournalTesting.Open(folder, segmentBytes: 4096);
                    break;
            }
            position = journal.Subscribe("t", "app");
            Check(position, stored, acknowledged);
        }
        await journal.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Half a group that was being written when the power went.</summary>
    private static void Tear(TempFolder folder, Random random)
    {
        var garbage = new byte[random.Next(200)];
        random.NextBytes(garbage);
        var files = Directory.GetFiles(folder.Path, "*.seg", SearchOption.AllDirectories).Order().ToList();
        var targets = files.Count > 0 ? [files[^1], folder.File("acks.log")] : new[] { folder.File("acks.log") };
        foreach (var target in targets.Where(File.Exists))
        {
            using var file = new FileStream(target, FileMode.Append);
            file.Write(garbage);
        }
    }

    private static void Check(ConsumerPosition position, Dictionary<long, string> stored, HashSet<long> acknowledged)
    {
        foreach (var (id, text) in stored.Where(s => !acknowledged.Contains(s.Key)))
        {
            Assert.False(position.IsAcknowledged(id), $"message {id} counts as acknowledged");
            using var message = position.Topic.Read(id);
            Assert.Equal(text, message is null ? null : System.Text.Encoding.UTF8.GetString(message.Data.Span));
        }
    }
}
