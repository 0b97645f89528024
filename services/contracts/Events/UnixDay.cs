namespace UserRep.Contracts.Events;

/// <summary>UTC days since 1970-01-01, the grain of histories and windows.</summary>
public static class UnixDay
{
    public const long MillisecondsPerDay = 86_400_000;

    public static int Of(long unixMilliseconds) => (int)Math.Floor((double)unixMilliseconds / MillisecondsPerDay);

    public static int Of(DateTimeOffset instant) => Of(instant.ToUnixTimeMilliseconds());

    public static long StartMilliseconds(int day) => day * MillisecondsPerDay;
}
