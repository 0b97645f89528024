using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace UserRep.Evaluator.Reports;

/// <summary>Builds HTML from interpolated strings: what stands in their holes is escaped, so no name in the data can become markup.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    /// <summary>The string writes itself as the compiler takes it apart; the handler only leads back here.</summary>
    public HtmlText Add([InterpolatedStringHandlerArgument("")] Escaping markup) => markup.Into;

    /// <param name="markup">Made here or by a plot, never from data.</param>
    public HtmlText AddMarkup(string markup)
    {
        _text.Append(markup);
        return this;
    }

    public override string ToString() => _text.ToString();

    /// <summary>HTML allows no control characters, however they are escaped.</summary>
    private static string Escape(string text) => WebUtility.HtmlEncode(string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)));

    [InterpolatedStringHandler]
    public readonly struct Escaping
    {
        public Escaping(int literalLength, int holes, HtmlText into) => Into = into;

        public HtmlText Into { get; }

        public void AppendLiteral(string literal) => Into._text.Append(literal);

        public void AppendFormatted<T>(T value, string? format = null) =>
            Into._text.Append(Escape(value is IFormattable f ? f.ToString(format, CultureInfo.InvariantCulture) : value?.ToString() ?? ""));

        public void AppendFormatted(HtmlText value) => Into._text.Append(value._text);
    }
}
