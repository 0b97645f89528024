using System.Diagnostics;
using System.Runtime.InteropServices;

namespace UserRep.Encoder.Encoding;

/// <summary>CPU time of the calling thread, which .NET doesn't tell; elapsed time where the system isn't one that is asked here.</summary>
internal static class ThreadTime
{
    /// <summary>CLOCK_THREAD_CPUTIME_ID.</summary>
    private static readonly int? s_clock = !Environment.Is64BitProcess ? null : OperatingSystem.IsLinux() ? 3 : OperatingSystem.IsMacOS() ? 16 : null;

    public static TimeSpan Now =>
        s_clock is { } clock && GetTime(clock, out var time) == 0 ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / 100)) : Stopwatch.GetElapsedTime(0);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
