namespace UserRep.Trainer.Imports;

/// <summary>A bundle's folder, or the reasons why there is none.</summary>
public sealed record ImportResult(string? BundleFolder, IReadOnlyList<string> Faults, int Dimension = 0, int InputWidth = 0, int Items = 0)
{
    public bool Succeeded => BundleFolder is not null;
}
