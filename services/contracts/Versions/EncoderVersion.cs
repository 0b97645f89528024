using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace UserRep.Contracts.Versions;

/// <summary>An encoder version: written <c>representation@v3</c>, never re-used, never changed.</summary>
public readonly record struct EncoderVersion(int Number) : IComparable<EncoderVersion>
{
    public const string Name = "representation";
    private const string Prefix = Name + "@v";

    public override string ToString() => Prefix + Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads <c>representation@v3</c> or the short <c>v3</c>; anything else, leading zeros included, is refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EncoderVersion version)
    {
        version = default;
        if (text is null)
            return false;
        var digits = text.StartsWith(Prefix, StringComparison.Ordinal) ? text.AsSpan(Prefix.Length)
            : text.StartsWith('v') ? text.AsSpan(1)
            : default;
        if (digits.IsEmpty || digits[0] == '0' || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        version = new EncoderVersion(number);
        return true;
    }

    public int CompareTo(EncoderVersion other) => Number.CompareTo(other.Number);
}
