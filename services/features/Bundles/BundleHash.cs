using System.Security.Cryptography;

namespace UserRep.Features.Bundles;

public static class BundleHash
{
    /// <summary>SHA-256 as lower-case hex.</summary>
    public static string OfFile(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>The hash that names a bundle: its manifest's.</summary>
    public static string OfBundle(string folder) => OfFile(Path.Combine(folder, BundleFiles.Manifest));
}
