using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using UserRep.Contracts.Reads;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.ServiceDefaults.Binary;

/// <summary>Protobuf messages between services, in and out.</summary>
public static class BinaryBody
{
    public static async Task<Outcome<T>> ReadAsync<T>(HttpRequest request, MessageParser<T> parser, CancellationToken ct)
        where T : class, IMessage<T>
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        try
        {
            return parser.ParseFrom(body.GetBuffer().AsSpan(0, (int)body.Length));
        }
        catch (InvalidProtocolBufferException e)
        {
            return new Problem(StatusCodes.Status400BadRequest, "UNREADABLE", $"The body is not a {typeof(T).Name}: {e.Message}");
        }
    }

    public static IResult Result(IMessage message) => new BinaryResult(message);

    public static async Task WriteAsync(HttpResponse response, IMessage message, CancellationToken ct)
    {
        var (size, body) = (message.CalculateSize(), response.BodyWriter);
        response.ContentType = MediaTypes.Protobuf;
        response.ContentLength = size;
        // Into memory asked for in advance: protobuf's own way with a buffer writer begins with an advance by nothing, which Kestrel refuses.
        message.WriteTo(body.GetSpan(size)[..size]);
        body.Advance(size);
        await body.FlushAsync(ct);
    }

    private sealed class BinaryResult(IMessage message) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext.Response, message, httpContext.RequestAborted);
    }
}
