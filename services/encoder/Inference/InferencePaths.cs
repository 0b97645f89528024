using UserRep.Contracts.Versions;

namespace UserRep.Encoder.Inference;

/// <summary>The Open Inference Protocol's names: <c>representation@v3</c> is version 3 of the model <c>representation</c>.</summary>
internal static class InferencePaths
{
    public const string Model = "representation";

    /// <summary>3, and what the rest of the API takes: v3 or representation@v3.</summary>
    public static string VersionName(string version) => version.Length > 0 && version.All(char.IsAsciiDigit) ? $"v{version}" : version;

    public static string Number(string versionName) => EncoderVersion.TryParse(versionName, out var version) ? version.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) : versionName;
}
