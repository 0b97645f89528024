using System.Text;
using Google.Protobuf;
using UserRep.Contracts.Wire;

namespace UserRep.Client.Tests;

/// <summary>Whatever is wrong with an answer, it is an error and never data.</summary>
public sealed class LyingServerTests
{
    private static readonly CancellationToken s_ct = TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Lies => new()
    {
        { "other model", ClientCodes.OtherModel },
        { "unaccepted version", ClientCodes.UnacceptedVersion },
        { "other space", ClientCodes.SpaceMismatch },
        { "other dimension", ClientCodes.DimensionMismatch },
        { "no space", ClientCodes.MalformedAnswer },
        { "truncated vectors", ClientCodes.MalformedAnswer },
        { "a vector too many", ClientCodes.MalformedAnswer },
        { "a user too few", ClientCodes.MalformedAnswer },
        { "no groups", ClientCodes.MalformedAnswer },
        { "unasked groups", ClientCodes.MalformedAnswer },
        { "unasked canary", ClientCodes.MalformedAnswer },
        { "unknown status", ClientCodes.MalformedAnswer },
        { "adapted by nobody", ClientCodes.MalformedAnswer },
        { "no instants", ClientCodes.MalformedAnswer },
        { "a user twice", ClientCodes.MalformedAnswer },
        { "a user out of range", ClientCodes.MalformedAnswer },
        { "a user left out", ClientCodes.MalformedAnswer },
        { "json", ClientCodes.MalformedAnswer },
        { "garbage", ClientCodes.MalformedAnswer },
        { "cut off", ClientCodes.MalformedAnswer },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Get_AnswerIsNotWhatTheHeadTakes_IsRefusedAndNotRetried(string lie, string code)
    {
        var router = new FakeRouter((request, _) => Tell(lie, Answers.Of(request, Answers.First)));
        var client = router.Client(o =>
        {
            o.Heads.Clear();
            o.Heads.Add(new Head(Answers.First, Answers.SpaceOf(Answers.First), Answers.Dimension));
        });

        var e = await Assert.ThrowsAsync<UserRepresentationsException>(() => client.GetAsync(["u1", "u2", "nobody"], cancellationToken: s_ct));

        Assert.Equal((code, false), (e.Code, e.IsTransient));
        Assert.Single(router.Requests);
    }

    [Theory]
    [InlineData("other space", ClientCodes.SpaceMismatch)]
    [InlineData("other dimension", ClientCodes.DimensionMismatch)]
    public async Task Get_HeadStatesNoSpaceAndTheVersionHasAnotherThanBefore_IsRefused(string lie, string code)
    {
        var router = new FakeRouter((request, call) => call == 0 ? Answers.Of(request, Answers.First).Binary() : Tell(lie, Answers.Of(request, Answers.First)));
        var client = router.Client();
        await client.GetAsync(["u1"], cancellationToken: s_ct);

        var e = await Assert.ThrowsAsync<UserRepresentationsException>(() => client.GetAsync(["u1"], cancellationToken: s_ct));

        Assert.Equal(code, e.Code);
    }

    private static HttpResponseMessage Tell(string lie, EmbeddingsAnswer answer)
    {
        var group = answer.Groups[0];
        switch (lie)
        {
            case "other model": answer.Model = "ranker-b"; break;
            case "unaccepted version": group.EncoderVersion = "representation@v3"; break;
            case "other space": group.EmbeddingSpaceId = "elsewhere"; break;
            case "other dimension": group.Dimension = 2; break;
            case "no space": group.EmbeddingSpaceId = ""; break;
            case "truncated vectors": group.Vectors = ByteString.CopyFrom(group.Vectors.Span[..^3]); break;
            case "a vector too many": group.Vectors = ByteString.CopyFrom([.. group.Vectors.Span, .. new byte[Answers.Dimension * sizeof(float)]]); break;
            case "a user too few": group.Statuses.RemoveAt(2); break;
            case "no groups": answer.Groups.Clear(); break;
            case "unasked groups": answer.Groups.Add(group.Clone()); break;
            case "unasked canary": group.Assignment = "canary"; break;
            case "unknown status": group.Statuses[0] = (EmbeddingStatus)9; break;
            case "adapted by nobody": group.Statuses[0] = EmbeddingStatus.Adapted; break;
            case "no instants": group.AsOf.Clear(); break;
            case "a user twice": group.Positions.AddRange([0, 1, 1]); break;
            case "a user out of range": group.Positions.AddRange([0, 1, 3]); break;
            case "a user left out":
                group.Positions.AddRange([0, 1]);
                group.Statuses.RemoveAt(2);
                group.AsOf.RemoveAt(2);
                break;
            case "json": return Answers.Body("{}"u8.ToArray(), "application/json");
            case "garbage": return Answers.Body(Encoding.UTF8.GetBytes("<html>not this</html>"));
            case "cut off": return Answers.Body(answer.ToByteArray()[..^5]);
        }
        return answer.Binary();
    }
}
