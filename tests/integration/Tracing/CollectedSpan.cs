namespace UserRep.Integration.Tests.Tracing;

/// <summary>A span as a collector was sent it.</summary>
/// <param name="Instance">The process that it is of.</param>
/// <param name="Links">Traces that it links to.</param>
internal sealed record CollectedSpan(string Service, string Instance, string Name, string TraceId, string SpanId, string ParentSpanId, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<string> Links);
