namespace UserRep.Features.Bundles;

/// <summary>The arithmetic of a bundle's encoder.</summary>
public static class BundlePrecision
{
    public const string Fp32 = "fp32";

    /// <summary>Static: scales are fixed in the file, so a vector doesn't depend on what else is in its batch.</summary>
    public const string Int8 = "int8";
}
