using Xunit;

namespace UserRep.Tests.Shared;

/// <summary>One server for the tests of a class; none where RabbitMQ is not installed, and the tests say so.</summary>
public sealed class RabbitMqFixture : IAsyncLifetime
{
    private RabbitMqServer? _server;
    private RabbitMqClient? _client;

    internal RabbitMqServer Server => _server ?? throw new InvalidOperationException("RabbitMQ is not installed.");

    internal RabbitMqClient Client => _client ?? throw new InvalidOperationException("RabbitMQ is not installed.");

    public async ValueTask InitializeAsync()
    {
        if (!RabbitMqServer.IsInstalled)
            return;
        _server = await RabbitMqServer.StartAsync();
        _client = await RabbitMqClient.ConnectAsync(_server);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
