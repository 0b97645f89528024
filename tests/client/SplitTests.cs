using UserRep.Contracts.Reads;

namespace UserRep.Client.Tests;

/// <summary>Reads of more users than one call takes, also while a pin moves from one call to the next.</summary>
public sealed class SplitTests
{
    private static readonly CancellationToken s_ct = TestContext.Current.CancellationToken;
    private static readonly string[] s_users = [.. Enumerable.Range(0, 2_500).Select(i => $"{(i % 7 == 0 ? "no" : "u")}{i}")];

    [Fact]
    public async Task Get_2500Users_IsThreeCallsPutTogetherInTheOrderAsked()
    {
        var router = new FakeRouter((request, _) => Answers.Of(request, Answers.First).Binary());

        var answer = await router.Client().GetAsync(s_users, cancellationToken: s_ct);

        Assert.Equal([500, 1000, 1000], router.Requests.Select(r => r.UserIds!.Count).Order());
        AssertWhole(answer);
        Assert.Equal(answer.Where(u => u.HasVector).Select(u => u.UserId), answer.Single.Rows.Select(r => s_users[r]));
    }

    [Fact]
    public async Task Get_DuplicateInAnotherCall_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => new FakeRouter((_, _) => Answers.Unavailable()).Client().GetAsync([.. s_users, "u1"], cancellationToken: s_ct));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_PinMovesUnderTwoReplicas_EveryAnswerIsOfOneVersion(bool forth)
    {
        var (from, to) = forth ? (Answers.First, Answers.Second) : (Answers.Second, Answers.First);
        var versions = new HashSet<string>();
        // At whichever call the first replica hears of the move, and at whichever the second.
        for (var first = 0; first < 12; first++)
        {
            for (var second = first; second < first + 6; second++)
            {
                var replicas = new TwoReplicas(from, to, first, second);
                var router = new FakeRouter(replicas.Answer);

                var answer = await router.Client(o => o.BatchSize = 500).GetAsync(s_users, cancellationToken: s_ct);

                versions.Add(answer.EncoderVersion);
                AssertWhole(answer);
            }
        }
        Assert.Equal(2, versions.Count);
    }

    [Fact]
    public async Task Get_PinMovesAndGroupsAreTaken_IsOneLabelledGroupForEachVersion()
    {
        var router = new FakeRouter((request, call) => Answers.Of(request, call == 0 ? Answers.First : Answers.Second).Binary());

        var answer = await router.Client(o => o.MaxParallelBatches = 1).GetAsync(s_users, new ReadOptions { Groups = true }, s_ct);

        Assert.Equal(3, router.Requests.Count);
        Assert.Equal([Answers.First, Answers.Second], answer.Groups.Select(g => g.EncoderVersion));
        AssertWhole(answer);
    }

    [Fact]
    public async Task Get_PinNeverRests_IsAnErrorAndNoMixedAnswer()
    {
        // Whatever is asked for, every second call is served another version than the one before.
        var router = new FakeRouter((request, call) => request.Accepts!.Count == 2
            ? Answers.Of(request, call % 2 == 0 ? Answers.First : Answers.Second).Binary()
            : Answers.PinMismatch(Answers.First));

        var e = await Assert.ThrowsAsync<UserRepresentationsException>(() => router.Client(o => o.MaxParallelBatches = 1).GetAsync(s_users, cancellationToken: s_ct));

        Assert.Equal((ClientCodes.PinMoving, true), (e.Code, e.IsTransient));
    }

    [Fact]
    public async Task Get_OneCallRefused_IsThatRefusal()
    {
        var router = new FakeRouter((request, call) => call == 1 ? Answers.PinMismatch("representation@v9") : Answers.Of(request, Answers.First).Binary());

        var e = await Assert.ThrowsAsync<UserRepresentationsException>(() => router.Client(o => o.MaxParallelBatches = 1).GetAsync(s_users, cancellationToken: s_ct));

        Assert.Equal("PIN_MISMATCH", e.Code);
        Assert.Equal(2, router.Requests.Count);
    }

    private static void AssertWhole(UserRepresentations answer)
    {
        Assert.Equal(s_users, answer.Select(u => u.UserId));
        foreach (var user in answer)
        {
            Assert.Equal(user.UserId.StartsWith("no", StringComparison.Ordinal) ? RepresentationStatus.NotFound : RepresentationStatus.Present, user.Status);
            if (user.HasVector && !user.Vector.Span.SequenceEqual(Answers.VectorOf(user.Group.EncoderVersion, user.UserId)))
                Assert.Fail($"{user.UserId} has a vector of another user or version");
        }
    }

    /// <summary>Two replicas of version-router, taken in turn, that hear of a pin's move at different calls; each serves the pin it knows, or the one before.</summary>
    private sealed class TwoReplicas(string from, string to, params int[] hears)
    {
        public HttpResponseMessage Answer(EmbeddingsRequest request, int call)
        {
            var (pin, previous) = call >= hears[call % 2] ? (to, from) : (from, null);
            return request.Accepts!.Contains(pin) ? Answers.Of(request, pin).Binary()
                : previous is not null && request.Accepts!.Contains(previous) ? Answers.Of(request, previous, Assignments.PreviousPin).Binary()
                : Answers.PinMismatch(pin);
        }
    }
}
