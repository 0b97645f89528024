namespace UserRep.Benchmarks.Load;

/// <param name="Duration">Of each phase that is measured.</param>
/// <param name="Rate">Events offered a second.</param>
internal sealed record LoadOptions(TimeSpan Duration, int Users, int Rate, int? PortOffset);
