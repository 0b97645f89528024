using System.Diagnostics;
using System.Globalization;
using UserRep.Tests.Shared;
using UserRep.VectorSearch;

namespace UserRep.Benchmarks.VectorSearch;

/// <summary>The index against exact search, on vectors that lie as users' do and on vectors without any structure.</summary>
internal static class VectorSearchBenchmark
{
    private const int Rows = 120_000;
    private const int Width = 64;
    private const int Queries = 300;
    private const int Seed = 1;

    public static void Run()
    {
        Console.WriteLine($"{Rows:N0} vectors of {Width} values, {Environment.ProcessorCount} cores; searches by one caller; synthetic vectors");
        Console.WriteLine($"{"vectors",-10} {"target",6} {"build s",8} {"build CPU s",11} {"MiB",5} {"looks at",9} {"stated",7} {"recall@10",9} {"recall@100",10} {"exact/CPU s",11} {"index/CPU s",11} {"ratio",6}");
        foreach (var (name, vectors) in new[] { ("clustered", SyntheticVectors.Clustered(Rows, Width, Seed)), ("even", SyntheticVectors.Even(Rows, Width, Seed)) })
        {
            foreach (var target in new[] { 0.9, 0.95, 0.99 })
                Measure(name, vectors, target);
        }
    }

    private static void Measure(string name, VectorSet vectors, double target)
    {
        var (random, others) = (new Random(Seed), new Random(99));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var index = ClusteredIndex.Build(vectors, Some(vectors, 256, random), new IndexOptions(target, Seed));
        var (seconds, cpuSeconds) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        var mebibytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1048576.0;
        var queries = Some(vectors, Queries, others);
        var (exact, fast) = (PerCpuSecond(new ExactSearch(vectors), queries), PerCpuSecond(index, queries));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-10} {target,6:0.00} {seconds,8:0.0} {cpuSeconds,11:0.0} {mebibytes,5:0} {(double)index.Probes / index.Clusters,9:P1} {index.Recall,7:0.000} {SyntheticVectors.Recall(index, vectors, queries, 10),9:0.000} {SyntheticVectors.Recall(index, vectors, queries, 100),10:0.000} {exact,11:0} {fast,11:0} {fast / exact,6:0.0}"));
    }

    /// <summary>By CPU time, as others may have the cores.</summary>
    private static double PerCpuSecond(IVectorSearch search, VectorSet queries)
    {
        for (var q = 0; q < 20; q++)
            search.Nearest(queries[q], 10);
        var cpu = Environment.CpuUsage.TotalTime;
        for (var q = 0; q < queries.Rows; q++)
            search.Nearest(queries[q], 10);
        return queries.Rows / (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
    }

    private static VectorSet Some(VectorSet vectors, int count, Random random) => vectors.Take([.. Enumerable.Range(0, count).Select(_ => random.Next(vectors.Rows))]);
}
