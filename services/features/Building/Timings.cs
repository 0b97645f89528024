using UserRep.Contracts.Wire;
using UserRep.Features.Schema;

namespace UserRep.Features.Building;

/// <summary>Where a user stands in time: how long they have been here, when they were last seen, how far apart their active days are.</summary>
public readonly struct Timings
{
    // About ten years: an older sign-up says no more.
    private const int MaxDays = 3650;

    private readonly int _lastActivity;
    private readonly int _firstActivity;
    private readonly int _signUp;
    private readonly int _lastGap;
    private readonly int _longestGap;
    private readonly int _gaps;
    private readonly int _gapDays;

    private Timings(UserHistory history, int asOfDay, int? signUpDay, int longestWindow)
    {
        int? first = null, last = null, later = null, earliest = null;
        for (var d = history.Days.Count - 1; d >= 0; d--)
        {
            var day = history.Days[d];
            if (day.Day > asOfDay || day.Items.Count == 0)
                continue;
            first = day.Day;
            last ??= day.Day;
            if (asOfDay - day.Day >= longestWindow)
                continue;
            if (later is { } next)
            {
                if (_gaps++ == 0)
                    _lastGap = next - day.Day;
                _longestGap = Math.Max(_longestGap, next - day.Day);
            }
            (later, earliest) = (day.Day, day.Day);
        }
        _gapDays = _gaps > 0 ? last!.Value - earliest!.Value : 0;
        _lastActivity = last is { } seen ? Math.Min(asOfDay - seen, longestWindow) : longestWindow;
        _firstActivity = first is { } since ? Math.Min(asOfDay - since, MaxDays) : 0;
        _signUp = signUpDay is { } signUp ? Math.Clamp(asOfDay - signUp, 0, MaxDays) : _firstActivity;
    }

    /// <param name="signUpDay">A <see cref="Contracts.Events.UnixDay"/>, if the profile says it.</param>
    public static Timings Of(UserHistory history, int asOfDay, int? signUpDay, int longestWindow) => new(history, asOfDay, signUpDay, longestWindow);

    /// <summary>In days, 0 or more.</summary>
    public float this[TimingKind kind] => kind switch
    {
        TimingKind.LastActivity => _lastActivity,
        TimingKind.FirstActivity => _firstActivity,
        TimingKind.SignUp => _signUp,
        TimingKind.LastGap => _lastGap,
        TimingKind.MeanGap => _gaps > 0 ? _gapDays / (float)_gaps : 0,
        TimingKind.LongestGap => _longestGap,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <param name="target">As wide as the schema says.</param>
    public void Write(TimingSchema schema, Span<float> target)
    {
        var days = this[schema.Kind];
        target[0] = (float)Math.Log(1 + days);
        for (var k = 1; k < schema.Knots.Count; k++)
            target[k] = Math.Clamp((days - schema.Knots[k - 1]) / (schema.Knots[k] - schema.Knots[k - 1]), 0, 1);
    }
}
