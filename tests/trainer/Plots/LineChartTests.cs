using System.Globalization;
using System.Xml.Linq;
using UserRep.Trainer.Plots;

namespace UserRep.Trainer.Tests.Plots;

public class LineChartTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Chart_OfTwoLines_IsXmlWithNamesTicksAndNoReferences()
    {
        var svg = new LineChart("Loss", "epoch", "loss", [Line("fit", 1, 0.5, 0.25), Line("held out", 1.1, 0.7, 0.6)]) { WholeX = true }.ToSvg();
        var texts = XElement.Parse(svg).Elements(s_svg + "text").Select(t => t.Value).ToArray();
        Assert.Superset(new HashSet<string>(["Loss", "epoch", "loss", "fit", "held out", "1", "2", "3", "0.4"]), texts.ToHashSet());
        Assert.DoesNotContain("2.5", texts);
        Assert.DoesNotContain("href", svg);
        Assert.DoesNotContain("url(", svg);
    }

    [Fact]
    public void Chart_HigherValue_StandsHigher()
    {
        var curve = Curves(new LineChart("", "", "", [Line("a", 1, 3, 2)]))[0];
        Assert.Equal(3, curve.Length);
        Assert.True(curve[0].X < curve[1].X && curve[1].X < curve[2].X);
        Assert.True(curve[1].Y < curve[2].Y && curve[2].Y < curve[0].Y);
    }

    [Fact]
    public void Chart_LogX_SpacesByFactorAndLeavesOutWhatIsNotAboveZero()
    {
        var chart = new LineChart("", "", "", [new ChartSeries("a", [(0, 5), (1, 1), (10, 2), (100, 3)])]) { LogX = true };
        var curve = Curves(chart)[0];
        Assert.Equal(3, curve.Length);
        Assert.Equal(curve[1].X - curve[0].X, curve[2].X - curve[1].X, 0.02);
    }

    [Fact]
    public void Chart_TextWithMarkup_IsEscaped()
    {
        var names = new[] { "<script>&\"'</script>", "tab\tand\u0000null", "half \ud800 pair" };
        var svg = XElement.Parse(new LineChart(names[0], names[1], names[2], [Line(names[0], 1)]).ToSvg());
        Assert.Empty(svg.Descendants(s_svg + "script"));
        Assert.Equal(names[0], svg.Elements(s_svg + "text").First().Value);
    }

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { 3.0 })]
    [InlineData(new[] { 0.0, 0.0 })]
    [InlineData(new[] { 1e-300, 2e-300 })]
    [InlineData(new[] { -1e300, 1e300 })]
    [InlineData(new[] { double.NaN, 1, double.PositiveInfinity, 2 })]
    public void Chart_AwkwardValues_StaysOnThePaper(double[] values)
    {
        var chart = new LineChart("", "", "", [Line("a", values)]);
        Assert.DoesNotContain("NaN", chart.ToSvg());
        Assert.DoesNotContain("∞", chart.ToSvg());
        Assert.All(Curves(chart).SelectMany(c => c), p => Assert.True(p.X >= 0 && p.X <= chart.Width && p.Y >= 0 && p.Y <= chart.Height, $"{p}"));
        Assert.Equal(values.Count(double.IsFinite), Curves(chart).Sum(c => c.Length));
    }

    [Fact]
    public void Chart_Spread_IsBarsOrABand()
    {
        var bars = Line("a", 1, 2, 3) with { Spread = [(0.5, 1.5), (1, 3), (2.9, 3.1)] };
        Assert.DoesNotContain("polygon", new LineChart("", "", "", [bars]).ToSvg());
        Assert.Single(XElement.Parse(new LineChart("", "", "", [bars with { AsBand = true }]).ToSvg()).Elements(s_svg + "polygon"));
    }

    [Fact]
    public void Chart_ManySeries_AllLookDifferent()
    {
        var svg = XElement.Parse(new LineChart("", "", "", [.. Enumerable.Range(0, 20).Select(i => Line($"s{i}", i, i + 1))]) { Height = 800 }.ToSvg());
        var styles = svg.Elements(s_svg + "path").Where(p => p.Attribute("stroke-linejoin") is not null).Select(p => (p.Attribute("stroke")!.Value, p.Attribute("stroke-dasharray")?.Value)).ToArray();
        Assert.Equal(20, styles.Distinct().Count());
    }

    private static ChartSeries Line(string name, params double[] values) => new(name, [.. values.Select((y, i) => (i + 1.0, y))]);

    private static (double X, double Y)[][] Curves(LineChart chart) =>
        [.. XElement.Parse(chart.ToSvg()).Elements(s_svg + "path").Where(p => p.Attribute("stroke-linejoin") is not null).Select(p => p.Attribute("d")!.Value
            .Split(['M', 'L'], StringSplitOptions.RemoveEmptyEntries).Select(part => part.Replace("h0", "", StringComparison.Ordinal).Split(' '))
            .Select(xy => (double.Parse(xy[0], CultureInfo.InvariantCulture), double.Parse(xy[1], CultureInfo.InvariantCulture))).ToArray())];
}
