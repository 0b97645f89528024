using System.Collections.Concurrent;
using MassTransit;
using UserRep.Contracts.Notifications;
using UserRep.Tests.Shared;

namespace UserRep.Integration.Tests.Running;

/// <summary>A mesh whose feature-ingest is bridged to a RabbitMQ, and a downstream team's bus on it that was there first. Nothing where RabbitMQ is not installed.</summary>
public sealed class BridgedMesh : IAsyncLifetime
{
    public const string Queue = "userrep-user-events";

    private readonly DataFolder _data = new();
    private MeshProcess? _mesh;

    /// <summary>Notifications received, with their message ids.</summary>
    internal ConcurrentQueue<(Guid? Id, object Message)> Notifications { get; } = new();

    internal RabbitMqServer Server { get; private set; } = null!;

    internal IBusControl Bus { get; private set; } = null!;

    internal MeshClient Client { get; private set; } = null!;

    internal MeshProcess Mesh => _mesh!;

    internal DataFolder Data => _data;

    public async ValueTask InitializeAsync()
    {
        if (!RabbitMqServer.IsInstalled)
            return;
        Server = await RabbitMqServer.StartAsync();
        Bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(bus =>
        {
            bus.Host("127.0.0.1", (ushort)Server.Port, "/", host =>
            {
                host.Username(RabbitMqServer.User);
                host.Password(RabbitMqServer.Password);
            });
            bus.ReceiveEndpoint("training-pipeline", queue =>
            {
                queue.Handler<EncoderVersionReady>(Received);
                queue.Handler<PinChanged>(Received);
                queue.Handler<EncoderVersionRetired>(Received);
            });
        });
        await Bus.StartAsync();
        var environment = new Dictionary<string, string>
        {
            ["Bridge__RabbitMq__Host"] = "127.0.0.1",
            ["Bridge__RabbitMq__Port"] = $"{Server.Port}",
            ["Bridge__RabbitMq__User"] = RabbitMqServer.User,
            ["Bridge__RabbitMq__Password"] = RabbitMqServer.Password,
        };
        _mesh = MeshProcess.StartWith(environment, Ports.FreeOffset(), _data, "--users", "100", "--items", "200", "--days", "30", "--seed", "7", "--replicas", "feature-ingest=2");
        await _mesh.StaysUpAsync();
        Client = MeshClient.Playground(_mesh);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_mesh is not null)
            await _mesh.DisposeAsync();
        if (Bus is not null)
            await Bus.StopAsync(TimeSpan.FromSeconds(10));
        if (Server is not null)
            await Server.DisposeAsync();
        _data.Dispose();
    }

    private Task Received<T>(ConsumeContext<T> context)
        where T : class
    {
        Notifications.Enqueue((context.MessageId, context.Message));
        return Task.CompletedTask;
    }
}
