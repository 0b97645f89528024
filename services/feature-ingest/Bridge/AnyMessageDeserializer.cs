using System.Net.Mime;
using System.Text.Json;
using MassTransit;
using MassTransit.Context;
using MassTransit.Serialization;

namespace UserRep.FeatureIngest.Bridge;

/// <summary>
/// Takes any bytes of any content type for a BridgedMessage. MassTransit's own deserializers, the one for raw JSON too, throw at what is no JSON,
/// and its message then goes to the error queue; here it goes to the dead letters, with its reason.
/// </summary>
internal sealed class AnyMessageDeserializer : IMessageDeserializer, ISerializerFactory
{
    private static readonly JsonElement s_empty = JsonSerializer.SerializeToElement(new { });

    public ContentType ContentType { get; } = new("application/octet-stream");

    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    // No headers are copied: what a stranger put there is looked at in IncomingMessage and nowhere else.
    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) => new SystemTextJsonRawSerializerContext(
        SystemTextJsonMessageSerializer.Instance, SystemTextJsonMessageSerializer.Options, ContentType,
        new RawMessageContext(EmptyHeaders.Instance, destinationAddress, RawSerializerOptions.AnyMessageType), [], RawSerializerOptions.AnyMessageType, s_empty);

    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    public void Probe(ProbeContext context) => context.CreateScope("any");

    public IMessageSerializer CreateSerializer() => throw new NotSupportedException("The bridge's queue is only read from.");

    public IMessageDeserializer CreateDeserializer() => this;
}
