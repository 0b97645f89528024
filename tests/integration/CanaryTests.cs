using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using UserRep.Contracts.Plans;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Shadows;
using UserRep.Contracts.Wire;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>A canary's share moves under reads at full speed, over two replicas of each service in the way; a shadow's counts are everybody's.</summary>
[Collection(SwitchMeshCollection.Name)]
public sealed class CanaryTests(SwitchMesh mesh)
{
    private const string Model = "trier";
    private const int Rounds = 3;
    private const int Readers = 4;

    private readonly string[] _users = SwitchMesh.Users(20);
    private readonly ConcurrentQueue<Seen> _seen = [];

    [Fact]
    public async Task Canary_SharesMovedUnderReads_FailMixOrMislabelNone()
    {
        await mesh.RegisterAsync(Model);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Readers).Select(i => Task.Run(() => ReadAsync(i, stop.Token))).ToArray();
        var shares = new List<ShareAt> { new(SwitchMesh.Now(), 0) };
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var share in new[] { 50, 100, 0 })
            {
                shares.Add(new ShareAt(await mesh.ApplyAsync(new PlanRequest(PlanKind.Canary, SwitchMesh.Second, Model, share)), share));
                // For longer than the bound, so that what comes after it can be told.
                await Task.Delay(SwitchMesh.Bound * 1.3);
            }
        }
        await stop.CancelAsync();
        await Task.WhenAll(readers);

        Assert.True(_seen.Count > 100, $"only {_seen.Count} reads");
        Assert.Empty(_seen.Select(r => r.Fault).OfType<string>().Take(5));
        var half = Half();
        Assert.Empty(_seen.Where(r => !WasInForce(shares, half, r)).Select(r => $"{r.InSecond!.Count} in the canary at {r.Begun}").Take(5));
        // All three shares were served, so that the bound was at stake.
        Assert.Superset(new HashSet<int> { 0, half.Count, _users.Length }, _seen.Select(r => r.InSecond!.Count).ToHashSet());
        TestContext.Current.TestOutputHelper!.WriteLine($"{_seen.Count} reads over {shares.Count - 1} changes, {half.Count} of {_users.Length} users in the half");
    }

    [Fact]
    public async Task Shadow_OfReadsOverTwoReplicas_IsSummedWhicheverIsAsked()
    {
        const string Shadowed = "shadowed";
        const int Reads = 20;
        await mesh.RegisterAsync(Shadowed);
        await mesh.ApplyAsync(new PlanRequest(PlanKind.Shadow, SwitchMesh.Second, Shadowed));
        await Task.Delay(SwitchMesh.Bound * 1.3);
        for (var i = 0; i < Reads; i++)
        {
            using var response = await SwitchMesh.OkAsync(await mesh.Router.PostAsJsonAsync($"/v1/models/{Shadowed}/embeddings", new EmbeddingsRequest([.. _users, "nobody"]), MeshClient.Json));
            Assert.Equal(SwitchMesh.First, (await response.Content.ReadFromJsonAsync<EmbeddingsResponse>(MeshClient.Json))!.EncoderVersion);
        }

        var report = await Eventually.HasAsync(
            async () => (await mesh.Router.GetFromJsonAsync<ShadowReport>($"/v1/models/{Shadowed}/shadow", MeshClient.Json))!, r => r.Counts.Reads >= Reads, "all reads are counted");

        Assert.Equal((SwitchMesh.Second, true), (report.Version, report.IsRunning));
        Assert.Equal((Reads, Reads * _users.Length, Reads, 0), (report.Counts.Reads, report.Counts.Both, report.Counts.Neither, report.Counts.OnlyServed + report.Counts.OnlyShadow + report.Counts.Mismatched));
    }

    /// <summary>Whether the users in the canary are those of a share in force at some moment from the bound before the read on until its end.</summary>
    private bool WasInForce(List<ShareAt> shares, HashSet<string> half, Seen read)
    {
        for (var i = 0; i < shares.Count; i++)
        {
            var until = i + 1 < shares.Count ? shares[i + 1].Acknowledged : TimeSpan.MaxValue;
            var from = i == 0 ? TimeSpan.Zero : shares[i - 1].Acknowledged;
            if (until >= read.Begun - SwitchMesh.Bound && from <= read.Ended && read.InSecond!.SetEquals(shares[i].Share switch { 0 => [], 50 => half, _ => _users }))
                return true;
        }
        return false;
    }

    /// <summary>The users of the share of 50: the same whenever it was in force, so there is one set that is neither none nor all.</summary>
    private HashSet<string> Half()
    {
        var sets = _seen.Select(r => r.InSecond!).Where(s => s.Count > 0 && s.Count < _users.Length).Select(s => string.Join(' ', s.Order(StringComparer.Ordinal))).Distinct().ToArray();
        return [.. Assert.Single(sets).Split(' ')];
    }

    private async Task ReadAsync(int reader, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var begun = SwitchMesh.Now();
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/models/{Model}/embeddings") { Content = JsonContent.Create(new EmbeddingsRequest(_users, Groups: true), options: MeshClient.Json) };
                if (reader % 2 == 1)
                    request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypes.Protobuf));
                using var response = await mesh.Router.SendAsync(request, CancellationToken.None);
                var groups = !response.IsSuccessStatusCode ? throw new HttpRequestException($"{response.StatusCode} {await response.Content.ReadAsStringAsync(CancellationToken.None)}")
                    : reader % 2 == 1 ? Groups(EmbeddingsAnswer.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(CancellationToken.None)))
                    : Groups((await response.Content.ReadFromJsonAsync<EmbeddingGroups>(MeshClient.Json, CancellationToken.None))!);
                _seen.Enqueue(new Seen(begun, SwitchMesh.Now(), [.. groups.Where(g => g.Version == SwitchMesh.Second).SelectMany(g => g.Users)], Fault(groups)));
            }
            catch (HttpRequestException e)
            {
                _seen.Enqueue(new Seen(begun, SwitchMesh.Now(), [], e.Message));
            }
        }
    }

    /// <returns>What is wrong with an answer; null: nothing.</returns>
    private string? Fault(IReadOnlyList<Group> groups)
    {
        foreach (var group in groups)
        {
            if (mesh.Spaces.GetValueOrDefault(group.Version) != group.Space)
                return $"a group of {group.Version} in space {group.Space}";
            if (group.Assignment != (group.Version == SwitchMesh.Second ? Assignments.Canary : Assignments.Pin))
                return $"a group of {group.Version} labelled {group.Assignment}";
            if (!group.Complete)
                return $"a group of {group.Version} that lacks vectors";
        }
        return groups.Select(g => g.Version).Distinct().Count() != groups.Count ? "two groups of a version"
            : !groups.SelectMany(g => g.Users).Order(StringComparer.Ordinal).SequenceEqual(_users) ? "a user in no group, or in two"
            : null;
    }

    private static IReadOnlyList<Group> Groups(EmbeddingGroups answer) =>
        [.. answer.Groups.Select(g => new Group(g.EncoderVersion, g.EmbeddingSpaceId, g.Assignment, g.UserIds, g.Statuses.All(s => s == "PRESENT") && g.Embeddings.All(e => e?.Length == g.Dimension)))];

    private IReadOnlyList<Group> Groups(EmbeddingsAnswer answer) =>
    [
        .. answer.Groups.Select(g => new Group(
            g.EncoderVersion, g.EmbeddingSpaceId, g.Assignment, g.Positions.Count == 0 ? _users : [.. g.Positions.Select(p => _users[p])],
            g.Statuses.All(s => s == EmbeddingStatus.Present) && g.Vectors.Length == g.Statuses.Count * g.Dimension * sizeof(float))),
    ];

    private sealed record Group(string Version, string Space, string Assignment, IReadOnlyList<string> Users, bool Complete);

    private sealed record ShareAt(TimeSpan Acknowledged, int Share);

    /// <param name="InSecond">Users that were served from the canary.</param>
    private sealed record Seen(TimeSpan Begun, TimeSpan Ended, HashSet<string>? InSecond, string? Fault);
}
