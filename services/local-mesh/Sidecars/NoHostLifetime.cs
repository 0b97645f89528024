using Microsoft.Extensions.Hosting;

namespace UserRep.LocalMesh.Sidecars;

/// <summary>For a host inside a process whose signals are not its own.</summary>
internal sealed class NoHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
