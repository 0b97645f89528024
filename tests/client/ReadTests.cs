using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;

namespace UserRep.Client.Tests;

public sealed class ReadTests
{
    private static readonly CancellationToken s_ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_SomeUsersUnknown_IsInTheOrderAskedWithStatusAsOfAndVector()
    {
        var router = new FakeRouter((request, _) => Answers.Of(request, Answers.First).Binary());

        var answer = await router.Client().GetAsync(["u3", "nobody", "u1"], cancellationToken: s_ct);

        Assert.Equal(Answers.First, answer.EncoderVersion);
        Assert.Equal(["u3", "nobody", "u1"], answer.Select(u => u.UserId));
        Assert.Equal([RepresentationStatus.Present, RepresentationStatus.NotFound, RepresentationStatus.Present], answer.Select(u => u.Status));
        Assert.Equal([Answers.AsOf, null, Answers.AsOf], answer.Select(u => u.AsOf));
        Assert.Equal(Answers.VectorOf(Answers.First, "u3"), answer[0].Vector.ToArray());
        Assert.True(answer[1] is { HasVector: false, Vector.IsEmpty: true });
        Assert.Equal(Answers.VectorOf(Answers.First, "u1"), answer[2].Vector.ToArray());
        // One buffer for all of them, as a head takes it.
        Assert.Equal(2 * Answers.Dimension, answer.Single.Vectors.Length);
        Assert.Equal([0, 2], answer.Single.Rows);
        Assert.True(answer[2].Vector.Span == answer.Single.Vectors.Span[Answers.Dimension..]);
    }

    [Fact]
    public async Task Get_Always_SendsAcceptsTheBinaryTypeAndTheToken()
    {
        var router = new FakeRouter((request, _) => Answers.Of(request, Answers.First).Binary());

        await router.Client(o => o.SidecarToken = "secret").GetAsync(["u"], new ReadOptions { MaxAge = TimeSpan.FromMinutes(90), Groups = true }, s_ct);

        var asked = Assert.Single(router.Requests);
        Assert.Equal([Answers.First, Answers.Second], asked.Accepts);
        Assert.Equal("01:30:00", asked.MaxAge);
        Assert.True(asked.Groups);
        Assert.Equal("http://127.0.0.1:3599/v1.0/invoke/version-router/method/v1/models/ranker-a/embeddings", router.Last!.RequestUri!.AbsoluteUri);
        Assert.Equal(MediaTypes.Protobuf, router.Last.Headers.Accept.ToString());
        Assert.Equal(["secret"], router.Last.Headers.GetValues("dapr-api-token"));
    }

    [Fact]
    public async Task Get_InGroups_LabelsEachUserWithItsVersionAndHead()
    {
        var router = new FakeRouter((request, _) =>
        {
            EmbeddingsGroup pin = Answers.Group(["u2", "nobody"], Answers.First), canary = Answers.Group(["u1", "u3"], Answers.Second, Assignments.Canary);
            pin.Positions.AddRange([1, 3]);
            canary.Positions.AddRange([0, 2]);
            return new EmbeddingsAnswer { Model = Answers.Model, Groups = { pin, canary } }.Binary();
        });

        var answer = await router.Client().GetAsync(["u1", "u2", "u3", "nobody"], new ReadOptions { Groups = true }, s_ct);

        Assert.Equal([Answers.Second, Answers.First, Answers.Second, Answers.First], answer.Select(u => u.Group.EncoderVersion));
        Assert.Equal(["v2", Answers.First, "v2", Answers.First], answer.Select(u => u.Group.Head.EncoderVersion));
        Assert.All(answer.Where(u => u.HasVector), u => Assert.Equal(Answers.VectorOf(u.Group.EncoderVersion, u.UserId), u.Vector.ToArray()));
        Assert.Equal([0, 2], answer.Groups.Single(g => g.Assignment == Assignments.Canary).Rows);
        Assert.Throws<InvalidOperationException>(() => answer.EncoderVersion);
    }

    [Fact]
    public async Task Get_AdaptedVectors_SaysOfWhichVersionAndByWhichAdapter()
    {
        var router = new FakeRouter((request, _) =>
        {
            var answer = Answers.Of(request, Answers.First);
            (answer.Groups[0].ServedFrom, answer.Groups[0].AdapterId) = (Answers.Second, "a-1");
            answer.Groups[0].Statuses[0] = EmbeddingStatus.Adapted;
            return answer.Binary();
        });

        var answer = await router.Client().GetAsync(["u1"], cancellationToken: s_ct);

        Assert.Equal(RepresentationStatus.Adapted, answer[0].Status);
        Assert.Equal((Answers.First, Answers.Second, "a-1"), (answer.EncoderVersion, answer.Single.ServedFrom, answer.Single.AdapterId));
        Assert.True(answer[0].HasVector);
    }

    [Fact]
    public async Task Get_OutsideMaxAge_HasTheInstantAndNoVector()
    {
        var router = new FakeRouter((request, _) =>
        {
            var answer = Answers.Of(request, Answers.First);
            answer.Groups[0].Statuses[0] = EmbeddingStatus.OutsideMaxAge;
            answer.Groups[0].Vectors = Google.Protobuf.ByteString.Empty;
            return answer.Binary();
        });

        var user = (await router.Client().GetAsync(["u1"], new ReadOptions { MaxAge = TimeSpan.Zero }, s_ct))[0];

        Assert.Equal((RepresentationStatus.OutsideMaxAge, Answers.AsOf, false), (user.Status, user.AsOf, user.HasVector));
    }

    [Fact]
    public async Task Get_BadUsersAndOptions_NamesEveryFaultAndSendsNothing()
    {
        var router = new FakeRouter((request, _) => Answers.Of(request, Answers.First).Binary());

        var e = await Assert.ThrowsAsync<ArgumentException>(() => router.Client().GetAsync(["u", "u", " ", new string('x', 257)], new ReadOptions { MaxAge = TimeSpan.FromSeconds(-1), Timeout = TimeSpan.Zero }, s_ct));

        foreach (var fault in (string[])["User 1 ('u') stands there twice", "User 2 is blank", "User 3 has 257 characters", "MaxAge", "Timeout"])
            Assert.Contains(fault, e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => router.Client().GetAsync([], cancellationToken: s_ct));
        Assert.Empty(router.Requests);
    }
}
