using UserRep.Evaluator.Results;
using UserRep.Trainer.Plots;

namespace UserRep.Evaluator.Reports;

/// <summary>A dot with whiskers for each row of a table, all on one axis; a band shows the bundle's interval behind them.</summary>
internal sealed class WhiskerColumn
{
    private const int Width = 260;
    private const int Height = 20;
    private const double Middle = Height / 2.0;

    private readonly Axis _axis;
    private readonly string _background;

    public WhiskerColumn(IEnumerable<Interval> values, Interval? bundle)
    {
        _axis = new Axis(values.SelectMany(v => (double[])[v.Low, v.Mean, v.High]), from: 6, to: Width - 6, log: false, wantedTicks: 4, margin: 0.02);
        _background = bundle is null ? "" : FormattableString.Invariant(
            $"<path class=\"band\" d=\"M{At(bundle.Low)} 0H{At(bundle.High)}V{Height}H{At(bundle.Low)}z\"/><path class=\"ref\" d=\"M{At(bundle.Mean)} 0V{Height}\"/>");
    }

    /// <summary>The axis' labels, for the column's head.</summary>
    public HtmlText Axis
    {
        get
        {
            var svg = Begin($"axis of the plot, {Trainer.Plots.Axis.Label(_axis.Ticks.FirstOrDefault())} to {Trainer.Plots.Axis.Label(_axis.Ticks.LastOrDefault())}");
            foreach (var tick in _axis.Ticks)
                svg.Add($"<text x=\"{At(tick)}\" y=\"12\" text-anchor=\"{Anchor(_axis.At(tick))}\">{Trainer.Plots.Axis.Label(tick)}</text><path class=\"tick\" d=\"M{At(tick)} 16v4\"/>");
            return svg.Add($"</svg>");
        }
    }

    public HtmlText Row(Score score)
    {
        var (mean, low, high) = (At(score.Value.Mean), At(score.Value.Low), At(score.Value.High));
        return Begin($"{score.Method}: {Numbers.Value(score.Value.Mean)}, {Numbers.Range(score.Value)}").AddMarkup(_background)
            .Add($"<path class=\"whisker\" d=\"M{low} {Middle - 4}v8M{low} {Middle}H{high}M{high} {Middle - 4}v8\"/><circle cx=\"{mean}\" cy=\"{Middle}\" r=\"4\"/></svg>");
    }

    private static HtmlText Begin(string title) =>
        new HtmlText().Add($"<svg class=\"whiskers\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\"><title>{title}</title>");

    // A label at the edge must not stand half outside.
    private static string Anchor(double x) => x < 20 ? "start" : x > Width - 20 ? "end" : "middle";

    private string At(double value) => FormattableString.Invariant($"{_axis.At(value):0.#}");
}
