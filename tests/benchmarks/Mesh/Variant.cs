namespace UserRep.Benchmarks.Mesh;

/// <param name="Call">One call; gets the caller's number.</param>
/// <param name="ProcessId">Of the process in the middle; null where there is none.</param>
internal sealed record Variant(string Name, Func<int, Task> Call, int? ProcessId);
