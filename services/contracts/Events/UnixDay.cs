namespace UserRep.Contracts.Events;

/// <summary>UTC days since 1970-01-01, the grain of histories and windows.</summary>
public static class UnixDay
{
    public const long MillisecondsPerDay = 86_400_000;

    private static readonly DateOnly s_epoch = DateOnly.FromDateTime(DateTime.UnixEpoch);

    public static int Of(long unixMilliseconds) => (int)Math.Floor((double)unixMilliseconds / MillisecondsPerDay);

    public static int Of(DateTimeOffset instant) => Of(instant.ToUnixTimeMilliseconds());

    public static int Of(DateOnly date) => date.DayNumber - s_epoch.DayNumber;

    public static DateOnly Date(int day) => s_epoch.AddDays(day);

    public static long StartMilliseconds(int day) => day * MillisecondsPerDay;
}
