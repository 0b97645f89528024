using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace UserRep.Tests.Shared;

internal static class TestMeters
{
    /// <summary>A factory of meters that nobody listens to unless a test does.</summary>
    public static IMeterFactory Factory() => new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
}
