using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace UserRep.LocalMesh.Sidecars.Grpc;

/// <summary>Unary methods from their descriptors: the package with Dapr's messages has either the server's or the client's half of a service, never both.</summary>
internal static class ProtobufMethod
{
    public static Method<TRequest, TResponse> Unary<TRequest, TResponse>(ServiceDescriptor service, string name)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        new(MethodType.Unary, service.FullName, name, Marshal<TRequest>(), Marshal<TResponse>());

    private static Marshaller<T> Marshal<T>()
        where T : class, IMessage<T>, new()
    {
        var parser = new MessageParser<T>(static () => new T());
        return Marshallers.Create(Write, context => parser.ParseFrom(context.PayloadAsReadOnlySequence()));

        static void Write(T message, SerializationContext context)
        {
            context.SetPayloadLength(message.CalculateSize());
            message.WriteTo(context.GetBufferWriter());
            context.Complete();
        }
    }
}
