namespace UserRep.Benchmarks.Load;

/// <summary>CPU time of something done, by process, in microseconds.</summary>
/// <param name="Mesh">Of the local mesh and its services, by name.</param>
/// <param name="ThisProgram">Of whoever drives and measures them.</param>
/// <param name="Of">What was done.</param>
internal sealed record CpuTime(IReadOnlyList<(string Name, double Microseconds)> Mesh, double ThisProgram, string Of)
{
    public double OfMesh => Mesh.Sum(m => m.Microseconds);

    public override string ToString() => FormattableString.Invariant(
        $"CPU {OfMesh + ThisProgram:N0} us {Of}: {string.Join(", ", Mesh.Append(("this program", ThisProgram)).Select(p => FormattableString.Invariant($"{p.Item1} {p.Item2:N0}")))}");
}
