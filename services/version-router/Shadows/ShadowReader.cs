using Microsoft.Extensions.Options;
using UserRep.Contracts.Shadows;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Shadows;

/// <summary>Reads the users of queued reads from their model's shadow and counts how the two differ. Nothing of it reaches a caller.</summary>
internal sealed partial class ShadowReader(ShadowQueue queue, VersionReader reader, ShadowLog log, VersionRouterInstruments instruments, IOptions<ShadowOptions> options, ILogger<ShadowReader> logger)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Readers).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken stopping)
    {
        await foreach (var read in queue.Reads.ReadAllAsync(stopping))
            log.Add(read.Model, read.Shadow.Version, await CompareAsync(read, stopping));
    }

    private async Task<ShadowCounts> CompareAsync(ShadowRead read, CancellationToken ct)
    {
        var version = read.Shadow.Version;
        try
        {
            var shadow = await reader.ReadAsync(read.Model, read.Shadow, read.UserIds, read.NotBefore, ct);
            if (!shadow.Ok)
            {
                var mismatched = shadow.Problem.Code == VersionReader.Mismatch;
                instruments.OnShadow(read.Model, version, mismatched ? "mismatched" : "failed");
                LogNotCompared(version, read.Model, shadow.Problem.Detail);
                return mismatched ? new ShadowCounts(Mismatched: 1) : new ShadowCounts(Failed: 1);
            }
            var counts = ShadowComparison.Of(read, shadow.Value);
            instruments.OnShadow(read.Model, version, "compared");
            instruments.OnShadowUsers(read.Model, version, counts);
            return counts;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            instruments.OnShadow(read.Model, version, "failed");
            LogNotCompared(version, read.Model, e.Message);
            return new ShadowCounts(Failed: 1);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Version} could not be compared with what {Model} read: {Reason}")]
    private partial void LogNotCompared(string version, string model, string reason);
}
