using System.Net.Http.Headers;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using UserRep.Client.Telemetry;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;

namespace UserRep.Client.Reading;

/// <summary>One call to version-router, tried again where it could not be made, and its answer checked.</summary>
internal sealed class BatchReader
{
    private static readonly ResiliencePropertyKey<Deadline> s_deadline = new("userrep.deadline");
    private static readonly MediaTypeWithQualityHeaderValue s_binary = new(MediaTypes.Protobuf);
    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    private readonly Func<HttpClient> _clients;
    private readonly AnswerCheck _check;
    private readonly UserRepresentationsOptions _options;
    private readonly Uri _address;
    private readonly ResiliencePipeline _retries;

    public BatchReader(Func<HttpClient> clients, AnswerCheck check, ClientInstruments instruments, IOptions<UserRepresentationsOptions> options, TimeProvider clock)
    {
        (_clients, _check, _options) = (clients, check, options.Value);
        _address = DaprSidecar.ReadAddress(_options);
        _retries = Retries(_options, instruments, clock);
    }

    public async Task<EmbeddingsAnswer> ReadAsync(BatchQuestion question, Deadline deadline)
    {
        var context = ResilienceContextPool.Shared.Get(deadline.Token);
        context.Properties.Set(s_deadline, deadline);
        try
        {
            return await _retries.ExecuteAsync(static async (attempt, call) => await call.Reader.OnceAsync(call.Question, attempt.CancellationToken).ConfigureAwait(false), context, (Reader: this, Question: question)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static ResiliencePipeline Retries(UserRepresentationsOptions options, ClientInstruments instruments, TimeProvider clock) => options.MaxRetries == 0 ? ResiliencePipeline.Empty
        : new ResiliencePipelineBuilder { TimeProvider = clock }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = options.MaxRetries,
            Delay = options.RetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = failed =>
            {
                if (failed.Outcome.Exception is not UserRepresentationsException { IsTransient: true } failure || !failed.Context.Properties.TryGetValue(s_deadline, out var deadline))
                    return ValueTask.FromResult(false);
                deadline.LastFailure = failure;
                // What is over before it can be tried again is told at once, and as what it is.
                return ValueTask.FromResult(deadline.Left > options.RetryDelay);
            },
            OnRetry = again =>
            {
                instruments.OnRetry(((UserRepresentationsException)again.Outcome.Exception!).Code);
                return default;
            },
        }).Build();

    private async Task<EmbeddingsAnswer> OnceAsync(BatchQuestion question, CancellationToken ct)
    {
        var answer = await SendAsync(question, ct).ConfigureAwait(false);
        _check.Verify(answer, _options.Model, question.Users, question.Accepts, question.Groups);
        return answer;
    }

    private async Task<EmbeddingsAnswer> SendAsync(BatchQuestion question, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(question.Body) { Headers = { ContentType = s_json } } };
        request.Headers.Accept.Add(s_binary);
        if (_options.SidecarToken is { } token)
            request.Headers.Add(DaprSidecar.TokenHeader, token);
        using var http = _clients();
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                throw await Refusal.OfAsync(response, ct).ConfigureAwait(false);
            if (response.Content.Headers.ContentType?.MediaType is var type && type != MediaTypes.Protobuf)
                throw new UserRepresentationsException(ClientCodes.MalformedAnswer, $"the answer is {type ?? "of no type"}, asked was {MediaTypes.Protobuf}: version-router may be older than this client.");
            using var body = await PooledBody.ReadAsync(response.Content, ct).ConfigureAwait(false);
            return EmbeddingsAnswer.Parser.ParseFrom(body.Span);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException)
        {
            throw new UserRepresentationsException(ClientCodes.MalformedAnswer, e.Message, inner: e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new UserRepresentationsException(ClientCodes.Unreachable, $"{_address}: {e.Message}", transient: true, e);
        }
    }
}
