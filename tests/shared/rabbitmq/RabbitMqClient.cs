using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace UserRep.Tests.Shared;

/// <summary>A publisher without MassTransit, and a look at queues.</summary>
internal sealed class RabbitMqClient(IConnection connection) : IAsyncDisposable
{
    public static async Task<RabbitMqClient> ConnectAsync(RabbitMqServer server) => new(await new ConnectionFactory
    {
        HostName = "127.0.0.1",
        Port = server.Port,
        UserName = RabbitMqServer.User,
        Password = RabbitMqServer.Password,
    }.CreateConnectionAsync());

    /// <summary>Completes once the broker has confirmed them all.</summary>
    public async Task PublishAsync(string queue, params IReadOnlyList<(byte[] Body, BasicProperties Properties)> messages)
    {
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        foreach (var (body, properties) in messages)
        {
            properties.Persistent = true;
            await channel.BasicPublishAsync("", queue, mandatory: true, properties, body);
        }
    }

    /// <summary>Messages that wait in a queue; those handed to a consumer don't. 0 where there is no such queue.</summary>
    public async Task<uint> CountAsync(string queue)
    {
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();
}
