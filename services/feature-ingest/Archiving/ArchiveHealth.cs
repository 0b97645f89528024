using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace UserRep.FeatureIngest.Archiving;

/// <summary>A replica whose archive takes nothing acknowledges nothing.</summary>
internal sealed class ArchiveHealth(ServiceArchive archive) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await archive.FaultAsync(cancellationToken) is { } fault ? HealthCheckResult.Unhealthy(fault) : HealthCheckResult.Healthy();
}
