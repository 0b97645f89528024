using UserRep.Benchmarks.Archive;
using UserRep.Benchmarks.Training;

// dotnet run -c Release --project tests/benchmarks -- NAME
var benchmarks = new Dictionary<string, Action> { ["archive"] = ArchiveBenchmark.Run, ["training"] = TrainingBenchmark.Run };
if (args is not [var name] || !benchmarks.TryGetValue(name, out var run))
{
    Console.Error.WriteLine($"one of: {string.Join(", ", benchmarks.Keys)}");
    return 2;
}
run();
return 0;
