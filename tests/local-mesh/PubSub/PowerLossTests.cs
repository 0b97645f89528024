using System.Collections.Concurrent;
using UserRep.LocalMesh.PubSub.Journal;

namespace UserRep.LocalMesh.Tests.PubSub;

/// <summary>Answered means flushed: what a publisher was told survives a loss of power, which a kill does not show.</summary>
public sealed class PowerLossTests
{
    private const int Publishers = 4;
    private const int Cuts = 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task PowerLost_AtAnyPoint_EveryAnsweredMessageIsThere(int seed)
    {
        var random = new Random(seed);
        var folder = new TempFolder();
        var answered = new ConcurrentDictionary<(string Topic, string Text), bool>();
        var acknowledged = new HashSet<(string Topic, string Text)>();
        for (var cut = 0; cut < Cuts; cut++)
        {
            var disk = new VolatileDisk(folder.Path).Adopt();
            var journal = JournalTesting.Open(folder, segmentBytes: 4096, disk: disk);
            Check(journal, answered.Keys, acknowledged);
            var running = 1;
            // A topic of its own in each life: its folder has to survive too.
            string[] topics = ["t", $"t{cut}"];
            var publishing = Enumerable.Range(0, Publishers).Select(p => Task.Run(async () =>
            {
                for (var i = 0; Volatile.Read(ref running) == 1; i++)
                {
                    var topic = topics[i % 2];
                    var texts = Enumerable.Range(0, 1 + i % 4).Select(n => $"{cut}.{p}.{i}.{n}" + new string('x', (i * 37 + p) % 400)).ToArray();
                    var result = await journal.AppendAsync(topic, JournalTesting.Batch(texts), CancellationToken.None);
                    if (result.Durable)
                    {
                        foreach (var text in texts)
                            answered[(topic, text)] = true;
                    }
                }
            })).ToArray();
            var goal = answered.Count + random.Next(10, 80);
            await Eventually.IsAsync(() => answered.Count >= goal, "messages are answered");
            AcknowledgeSome(journal, topics, acknowledged, random);

            // What is answered while the power goes may or may not be there; what was answered before must be.
            var before = answered.Keys.ToArray();
            var lost = disk.LosePower(random);
            Volatile.Write(ref running, 0);
            await Task.WhenAll(publishing);
            await journal.DisposeAsync();
            folder.Dispose();
            folder = lost;
            answered = new ConcurrentDictionary<(string, string), bool>(before.Select(k => KeyValuePair.Create(k, true)));
        }
        await using (var journal = JournalTesting.Open(folder, segmentBytes: 4096))
            Check(journal, answered.Keys, acknowledged);
        folder.Dispose();
    }

    [Fact]
    public async Task Publish_NotFlushed_IsNotAnsweredNorDelivered()
    {
        using var folder = new TempFolder();
        var disk = new VolatileDisk(folder.Path);
        await using var journal = JournalTesting.Open(folder, disk: disk);
        await journal.AppendAsync("t", "first");
        disk.MayFlush.Reset();
        var publish = journal.AppendAsync("t", JournalTesting.Batch("second"), Token);
        try
        {
            await Eventually.IsAsync(() => disk.Calls.Count(c => c == "write") == 2, "it is written");
            Assert.False(publish.IsCompleted);
            Assert.Equal(1, journal.Topic("t").LastId);
        }
        finally
        {
            disk.MayFlush.Set();
        }
        Assert.True((await publish).Durable);
        Assert.Equal(["write", "flush", "write", "flush"], disk.Calls);
        Assert.Equal(2, journal.Topic("t").LastId);
    }

    private static void AcknowledgeSome(MessageJournal journal, string[] topics, HashSet<(string, string)> acknowledged, Random random)
    {
        foreach (var topic in topics)
        {
            var position = journal.Subscribe(topic, "app");
            foreach (var (id, text) in position.Topic.ReadAll().Where(_ => random.Next(3) > 0))
            {
                // Remembered first: the acknowledgement may be durable, and its segment gone, at once.
                acknowledged.Add((topic, text));
                position.Acknowledge(id);
            }
        }
    }

    private static void Check(MessageJournal journal, IEnumerable<(string Topic, string Text)> answered, HashSet<(string, string)> acknowledged)
    {
        var waiting = new HashSet<(string, string)>();
        foreach (var topic in journal.Topics)
        {
            var position = journal.Positions.FirstOrDefault(p => p.Topic == topic);
            foreach (var (id, text) in topic.ReadAll())
            {
                if (position?.IsAcknowledged(id) != true)
                    waiting.Add((topic.Name, text));
            }
        }
        var missing = answered.Where(a => !waiting.Contains(a) && !acknowledged.Contains(a)).ToArray();
        Assert.True(missing.Length == 0, $"{missing.Length} answered messages are lost, first {missing.FirstOrDefault()}");
    }
}
