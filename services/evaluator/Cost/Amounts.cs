using System.Globalization;

namespace UserRep.Evaluator.Cost;

/// <summary>Amounts of any size, to three or more digits.</summary>
internal static class Amounts
{
    private static readonly string[] s_bytes = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    public static string Number(double value) => value switch
    {
        0 => "0",
        >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 0.001 => value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : value >= 1 ? "0.00" : "0.0000", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00e0", CultureInfo.InvariantCulture),
    };

    public static string Bytes(double value)
    {
        var unit = 0;
        for (; value >= 1000 && unit < s_bytes.Length - 1; unit++)
            value /= 1000;
        return $"{(unit == 0 ? value.ToString("0", CultureInfo.InvariantCulture) : Number(value))}\u00A0{s_bytes[unit]}";
    }

    public static string Microseconds(double seconds) => (seconds * 1e6).ToString("0.00", CultureInfo.InvariantCulture);
}
