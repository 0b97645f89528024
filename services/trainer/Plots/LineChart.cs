using System.Globalization;
using System.Net;
using System.Text;

namespace UserRep.Trainer.Plots;

/// <summary>Lines over a common x, as an SVG that refers to nothing outside itself.</summary>
public sealed record LineChart(string Title, string XLabel, string YLabel, IReadOnlyList<ChartSeries> Series)
{
    // Okabe and Ito's palette without yellow, which is lost on white: told apart with every kind of colour vision.
    private static readonly string[] s_colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000"];

    // Beyond the colours, dashes tell lines apart.
    private static readonly string[] s_dashes = ["", "7 4", "2 3", "8 3 2 3"];

    private const double Left = 70;
    private const double Right = 16;
    private const double Top = 38;
    private const double Bottom = 50;
    private const double LegendLine = 17;
    private const double LegendSwatch = 26;

    /// <summary>Pixels. Default 720.</summary>
    public int Width { get; init; } = 720;

    /// <summary>Pixels, legend included. Default 420.</summary>
    public int Height { get; init; } = 420;

    /// <summary>Whether x is on a logarithmic scale: points at or below 0 are left out.</summary>
    public bool LogX { get; init; }

    /// <summary>Whole numbers only on x, e.g. for epochs.</summary>
    public bool WholeX { get; init; }

    /// <summary>An <c>svg</c> element, ready for a file of its own or for a page of HTML.</summary>
    public string ToSvg()
    {
        var bottom = Height - Bottom - LegendLine * Series.Count;
        var x = new Axis(Series.SelectMany(s => s.Points.Select(p => p.X)), Left, Width - Right, LogX, 8, margin: 0.02);
        var values = Series.SelectMany(s => s.Points.Select(p => p.Y)).Concat(Series.SelectMany(s => s.Spread ?? []).SelectMany(s => (double[])[s.Low, s.High]));
        var y = new Axis(values, bottom, Top, log: false, 6, margin: 0.05);
        var svg = new StringBuilder();
        svg.Append(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\">\n"));
        svg.Append(Invariant($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>\n"));
        Text(svg, Left, 22, Title, "start", "font-size=\"15\"");
        foreach (var tick in x.Ticks.Where(t => !WholeX || t == Math.Floor(t)))
        {
            Line(svg, x.At(tick), Top, x.At(tick), bottom, "#e4e4e4");
            Text(svg, x.At(tick), bottom + 16, Axis.Label(tick), "middle");
        }
        foreach (var tick in y.Ticks)
        {
            Line(svg, Left, y.At(tick), Width - Right, y.At(tick), "#e4e4e4");
            Text(svg, Left - 6, y.At(tick) + 4, Axis.Label(tick), "end");
        }
        Line(svg, Left, bottom, Width - Right, bottom, "#444");
        Line(svg, Left, Top, Left, bottom, "#444");
        Text(svg, (Left + Width - Right) / 2, bottom + 34, XLabel, "middle");
        Text(svg, 0, 0, YLabel, "middle", Invariant($"transform=\"translate(16 {(Top + bottom) / 2:0.#}) rotate(-90)\""));
        for (var s = 0; s < Series.Count; s++)
        {
            var style = Style(s);
            Spread(svg, Series[s], x, y, s_colours[s % s_colours.Length]);
            Curve(svg, Series[s], x, y, style);
            var legend = bottom + Bottom + LegendLine * s;
            svg.Append(Invariant($"<path d=\"M{Left:0.#} {legend:0.#}h{LegendSwatch}\" {style}/>\n"));
            Text(svg, Left + LegendSwatch + 8, legend + 4, Series[s].Name, "start");
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static string Style(int series)
    {
        var dash = s_dashes[series / s_colours.Length % s_dashes.Length];
        return $"fill=\"none\" stroke=\"{s_colours[series % s_colours.Length]}\" stroke-width=\"2\"" + (dash.Length > 0 ? $" stroke-dasharray=\"{dash}\"" : "");
    }

    private static void Curve(StringBuilder svg, ChartSeries series, Axis x, Axis y, string style)
    {
        var path = new StringBuilder();
        var pen = 'M';
        foreach (var (px, py) in series.Points)
        {
            if (!x.Shows(px) || !y.Shows(py))
            {
                pen = 'M';
                continue;
            }
            // A point with a gap on both sides shows as a dot: a line of no length with round ends.
            path.Append(pen == 'M' ? Invariant($"M{x.At(px):0.##} {y.At(py):0.##}h0") : Invariant($"L{x.At(px):0.##} {y.At(py):0.##}"));
            pen = 'L';
        }
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" stroke-linecap=\"round\" stroke-linejoin=\"round\" {style}/>\n");
    }

    private static void Spread(StringBuilder svg, ChartSeries series, Axis x, Axis y, string colour)
    {
        var drawn = series.Points.Zip(series.Spread ?? []).Where(p => x.Shows(p.First.X) && y.Shows(p.Second.Low) && y.Shows(p.Second.High))
            .Select(p => (X: x.At(p.First.X), Low: y.At(p.Second.Low), High: y.At(p.Second.High))).ToArray();
        if (series.AsBand && drawn.Length > 1)
        {
            var edge = drawn.Select(p => Invariant($"{p.X:0.##},{p.High:0.##}")).Concat(drawn.Reverse().Select(p => Invariant($"{p.X:0.##},{p.Low:0.##}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polygon points=\"{string.Join(' ', edge)}\" fill=\"{colour}\" fill-opacity=\"0.18\"/>\n");
            return;
        }
        foreach (var (px, low, high) in drawn)
            svg.Append(Invariant($"<path d=\"M{px - 4:0.##} {low:0.##}h8M{px - 4:0.##} {high:0.##}h8M{px:0.##} {low:0.##}V{high:0.##}\" fill=\"none\" stroke=\"{colour}\"/>\n"));
    }

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2, string colour) =>
        svg.Append(Invariant($"<path d=\"M{x1:0.##} {y1:0.##}L{x2:0.##} {y2:0.##}\" stroke=\"{colour}\"/>\n"));

    private static void Text(StringBuilder svg, double x, double y, string text, string anchor, string attributes = "") =>
        svg.Append(Invariant($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\" {attributes}>")).Append(Escaped(text)).Append("</text>\n");

    /// <summary>XML allows neither control characters nor half a surrogate pair, however they are escaped.</summary>
    private static string Escaped(string text)
    {
        var clean = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return WebUtility.HtmlEncode(string.Concat(clean.Select(c => char.IsControl(c) || c is '\uFFFE' or '\uFFFF' ? ' ' : c)));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
