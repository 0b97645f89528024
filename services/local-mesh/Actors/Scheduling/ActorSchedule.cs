using System.Diagnostics.CodeAnalysis;

namespace UserRep.LocalMesh.Actors.Scheduling;

/// <summary>When a timer or reminder fires next, and after that.</summary>
/// <param name="FiresLeft">Null: without end.</param>
/// <param name="ExpiresAt">It does not fire at or after this.</param>
internal sealed record ActorSchedule(DateTimeOffset NextAt, TimeSpan? Period, int? FiresLeft, DateTimeOffset? ExpiresAt)
{
    /// <summary>From the strings of a registration; <paramref name="error"/> says which one can't be read.</summary>
    public static bool TryCreate(
        string? dueTime, string? period, string? ttl, DateTimeOffset now, [NotNullWhen(true)] out ActorSchedule? schedule, out string error)
    {
        schedule = null;
        error = "";
        if (!ScheduleText.TryMoment(dueTime, now, out var due))
            error = $"dueTime '{dueTime}' is not a duration or a time";
        if (!ScheduleText.TryPeriod(period, out var every, out var fires))
            error = $"period '{period}' is not a duration of hours, minutes and seconds, with or without repetitions";
        if (!ScheduleText.TryMoment(ttl, now, out var expires))
            error = $"ttl '{ttl}' is not a duration or a time";
        else if (!string.IsNullOrEmpty(ttl) && expires <= due)
            error = $"it has expired before it is due: dueTime '{dueTime}', ttl '{ttl}'";
        if (error.Length > 0)
            return false;
        schedule = new ActorSchedule(due, every, fires, string.IsNullOrEmpty(ttl) ? null : expires);
        return true;
    }

    /// <summary>The schedule after a firing; null when that was the last.</summary>
    /// <param name="skipMissedAt">Firings due before this are left out: after hours of standstill one catches up, not thousands.</param>
    public ActorSchedule? AfterFiring(DateTimeOffset? skipMissedAt = null)
    {
        if (Period is not { } period || FiresLeft <= 1)
            return null;
        var next = NextAt + period;
        if (skipMissedAt is { } now && next < now)
            next += period * Math.Ceiling((now - next) / period);
        return next >= ExpiresAt ? null : this with { NextAt = next, FiresLeft = FiresLeft - 1 };
    }
}
