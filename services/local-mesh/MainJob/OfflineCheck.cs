using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.LocalMesh.Hosting;
using UserRep.Trainer.Events;
using UserRep.Trainer.Training;

namespace UserRep.LocalMesh.MainJob;

/// <summary>Computes the sample's vectors from the source's events, without any service, and compares.</summary>
internal static class OfflineCheck
{
    public static async Task<OfflineComparison> RunAsync(IEventSource source, SourceSurvey survey, string bundleFolder, string model, Playground playground, CancellationToken ct)
    {
        var histories = survey.Sample.ToDictionary(u => u, u => new UserHistory { UserId = u });
        foreach (var e in source.Events())
        {
            if (histories.TryGetValue(e.UserId, out var history))
                e.ApplyTo(history);
        }
        using var encoder = BundleEncoder.TryOpen(bundleFolder, out var faults) ?? throw new MeshFault(faults.Select(f => $"{bundleFolder}: {f}"));
        var expected = encoder.Encode([.. survey.Sample.Select(u => histories[u])], UnixDay.Of(survey.AsOf));
        var served = await playground.ReadAsync(model, survey.Sample, ct);

        var (compared, worst) = (0, 0.0);
        for (var i = 0; i < survey.Sample.Count; i++)
        {
            if (served.Embeddings[i] is not { } vector || vector.Length != encoder.Dimension)
                continue;
            compared++;
            for (var d = 0; d < vector.Length; d++)
                worst = Math.Max(worst, Math.Abs(vector[d] - (double)expected[i * encoder.Dimension + d]));
        }
        return new OfflineComparison(survey.Sample.Count, compared, worst, encoder.Bundle.Manifest.MaxAbsoluteError);
    }
}

/// <param name="Served">Of the users asked for, those that had a vector.</param>
/// <param name="WorstError">Largest absolute difference in any value.</param>
internal sealed record OfflineComparison(int Asked, int Served, double WorstError, double Allowed)
{
    public bool Holds => Served == Asked && WorstError <= Allowed;
}
