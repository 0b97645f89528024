using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace UserRep.Client.Tests;

public sealed class RetryTests
{
    private static readonly CancellationToken s_ct = TestContext.Current.CancellationToken;

    public static TheoryData<string> Retried => ["503", "direct-invoke", "no-connection", "broken-off"];

    [Theory]
    [MemberData(nameof(Retried))]
    public async Task Get_CallCouldNotBeMade_IsTriedAgainUntilItIs(string what)
    {
        var router = new FakeRouter((request, call) => call < 2 ? Failed(what) : Answers.Of(request, Answers.First).Binary());

        var answer = await router.Client().GetAsync(["u1"], cancellationToken: s_ct);

        Assert.Equal(3, router.Requests.Count);
        Assert.True(answer[0].HasVector);
    }

    [Theory]
    [MemberData(nameof(Retried))]
    public async Task Get_CallCanNeverBeMade_IsTransientAfterAllTries(string what)
    {
        var router = new FakeRouter((_, _) => Failed(what));

        var e = await Assert.ThrowsAsync<UserRepresentationsException>(() => router.Client(o => o.MaxRetries = 2).GetAsync(["u1"], cancellationToken: s_ct));

        Assert.Equal(3, router.Requests.Count);
        Assert.True(e.IsTransient);
        Assert.Equal(what switch { "503" => "STARTING", "direct-invoke" => "ERR_DIRECT_INVOKE", _ => ClientCodes.Unreachable }, e.Code);
    }

    [Theory]
    [InlineData(404, """{"status":404,"code":"MODEL_NOT_FOUND","detail":"there is none","models":["demo-ranker"]}""", "MODEL_NOT_FOUND")]
    [InlineData(403, """{"status":403,"code":"NOT_ALLOWED","detail":"not yours"}""", "NOT_ALLOWED")]
    [InlineData(409, """{"status":409,"code":"PIN_MISMATCH","detail":"pinned elsewhere","pin":"representation@v9"}""", "PIN_MISMATCH")]
    [InlineData(400, """{"status":400,"title":"One or more","errors":{"UserIds":["too many"],"MaxAge":["soon?"]}}""", "INVALID_REQUEST")]
    [InlineData(502, """{"status":502,"code":"SPACE_MISMATCH","detail":"another space"}""", "SPACE_MISMATCH")]
    [InlineData(500, """{"status":500,"title":"An error occurred"}""", "HTTP_500")]
    [InlineData(401, "invalid api token", "HTTP_401")]
    [InlineData(403, """{"errorCode":"ERR_DIRECT_INVOKE","message":"access denied"}""", "ERR_DIRECT_INVOKE")]
    public async Task Get_Refused_HasTheCodeAndIsNotRetried(int status, string body, string code)
    {
        var router = new FakeRouter((_, _) => Answers.Problem((HttpStatusCode)status, body));

        var e = await Assert.ThrowsAsync<UserRepresentationsException>(() => router.Client().GetAsync(["u1"], cancellationToken: s_ct));

        Assert.Single(router.Requests);
        Assert.Equal((code, (HttpStatusCode?)status, false), (e.Code, e.Status, e.IsTransient));
        if (code == "MODEL_NOT_FOUND")
            Assert.Equal("demo-ranker", e.Facts["models"][0].GetString());
        if (code == "INVALID_REQUEST")
            Assert.Equal(["MaxAge", "UserIds"], e.Errors.Keys.Order());
    }

    [Fact]
    public async Task Get_RetryWouldComeTooLate_IsToldAtOnceAndAsWhatItIs()
    {
        var router = new FakeRouter((_, _) => Answers.Unavailable());
        // Its time stands still: nothing is waited for.
        var client = router.Client(o => (o.RetryDelay, o.Timeout) = (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2)), new FakeTimeProvider());

        var e = await Assert.ThrowsAsync<UserRepresentationsException>(() => client.GetAsync(["u1"], cancellationToken: s_ct));

        Assert.Equal("STARTING", e.Code);
        Assert.Single(router.Requests);
    }

    [Fact]
    public async Task Get_NoAnswerInTime_IsADeadlineThatNamesTheLastFailure()
    {
        var (clock, waits) = (new FakeTimeProvider(), new TaskCompletionSource());
        var router = new FakeRouter(async (_, call, ct) =>
        {
            if (call == 0)
                return Answers.Unavailable();
            waits.SetResult();
            await Task.Delay(Timeout.Infinite, ct);
            return Answers.Unavailable();
        });
        var reading = router.Client(o => o.Timeout = TimeSpan.FromSeconds(2), clock).GetAsync(["u1"], cancellationToken: s_ct);
        while (!waits.Task.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }
        clock.Advance(TimeSpan.FromSeconds(2));

        var e = await Assert.ThrowsAsync<UserRepresentationsException>(() => reading);

        Assert.Equal(ClientCodes.DeadlineExceeded, e.Code);
        Assert.Equal("STARTING", ((UserRepresentationsException)e.InnerException!).Code);
    }

    [Fact]
    public async Task Get_Cancelled_EndsAtOnceAsCancelled()
    {
        using var cancel = new CancellationTokenSource();
        var router = new FakeRouter(async (_, _, ct) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, ct);
            return Answers.Unavailable();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => router.Client().GetAsync(["u1"], cancellationToken: cancel.Token));

        Assert.Single(router.Requests);
    }

    private static HttpResponseMessage Failed(string what) => what switch
    {
        "503" => Answers.Unavailable(),
        "direct-invoke" => Answers.Problem(HttpStatusCode.InternalServerError, """{"errorCode":"ERR_DIRECT_INVOKE","message":"failed to invoke"}"""),
        "no-connection" => throw new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)),
        _ => new HttpResponseMessage { Content = new StreamContent(new BrokenStream()) { Headers = { ContentType = new(Contracts.Reads.MediaTypes.Protobuf) } } },
    };

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("the connection was closed");
    }
}
