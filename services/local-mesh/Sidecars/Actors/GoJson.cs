using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace UserRep.LocalMesh.Sidecars.Actors;

/// <summary>
/// Actor state as daprd stores it: decoded into Go's <c>any</c> and written again. Every number becomes a float64, so whole ones beyond 2^53 are no longer
/// themselves, and keys come out sorted. A service that stores such numbers must find out here and not first in production.
/// </summary>
internal static class GoJson
{
    /// <summary>False: a number is beyond a float64, and daprd can't read the body.</summary>
    public static bool TryRewrite(JsonElement value, out byte[] json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, HttpJson.Writer);
        var written = TryWrite(writer, value);
        writer.Flush();
        json = buffer.WrittenSpan.ToArray();
        return written;
    }

    private static bool TryWrite(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return TryWriteObject(writer, value);
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    if (!TryWrite(writer, item))
                        return false;
                }
                writer.WriteEndArray();
                return true;
            case JsonValueKind.Number:
                var number = value.GetDouble();
                if (!double.IsFinite(number))
                    return false;
                writer.WriteRawValue(Format(number), skipInputValidation: true);
                return true;
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                return true;
            default:
                value.WriteTo(writer);
                return true;
        }
    }

    private static bool TryWriteObject(Utf8JsonWriter writer, JsonElement value)
    {
        // Of a key that comes twice, Go keeps the last.
        var sorted = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
            sorted[property.Name] = property.Value;
        writer.WriteStartObject();
        foreach (var (key, item) in sorted)
        {
            writer.WritePropertyName(key);
            if (!TryWrite(writer, item))
                return false;
        }
        writer.WriteEndObject();
        return true;
    }

    /// <summary>The shortest digits that read back as the same float64, with an exponent only below 1e-6 and from 1e21: Go's way.</summary>
    internal static string Format(double number)
    {
        if (number == 0)
            return double.IsNegative(number) ? "-0" : "0";
        var sign = number < 0 ? "-" : "";
        var text = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture);
        var (mantissa, power) = text.Split('E') is [var m, var p] ? (m, int.Parse(p, CultureInfo.InvariantCulture)) : (text, 0);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var zeros = digits.Length - digits.TrimStart('0').Length;
        // How many of the digits stand before the point; negative where zeros stand between.
        var before = (point < 0 ? mantissa.Length : point) + power - zeros;
        digits = digits.Trim('0');
        return sign + Math.Abs(number) switch
        {
            < 1e-6 or >= 1e21 => $"{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(before > 0 ? "+" : "-")}{Math.Abs(before - 1)}",
            _ when before <= 0 => "0." + new string('0', -before) + digits,
            _ when before >= digits.Length => digits + new string('0', before - digits.Length),
            _ => $"{digits[..before]}.{digits[before..]}",
        };
    }
}
