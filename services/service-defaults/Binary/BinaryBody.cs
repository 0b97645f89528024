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

    private sealed class BinaryResult(IMessage message) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (size, response) = (message.CalculateSize(), httpContext.Response);
            response.ContentType = MediaTypes.Protobuf;
            response.ContentLength = size;
            // Into memory asked for in advance: protobuf's own way with a buffer writer begins with an advance by nothing, which Kestrel refuses.
            message.WriteTo(response.BodyWriter.GetSpan(size)[..size]);
            response.BodyWriter.Advance(size);
            await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        }
    }
}
