using Google.Protobuf;
using Microsoft.AspNetCore.Http;
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

    public static IResult Result(IMessage message) => TypedResults.Bytes(message.ToByteArray(), "application/x-protobuf");
}
