using System.Runtime.InteropServices;

namespace UserRep.Evaluator.Reports;

/// <summary>What a figure was measured on, without saying where: no host name.</summary>
public static class MachineDescription
{
    private const string CpuInfo = "/proc/cpuinfo";

    public static string Current() => FormattableString.Invariant(
        $"{Environment.ProcessorCount} cores of {Processor()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30):0.#} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");

    private static string Processor()
    {
        var architecture = RuntimeInformation.ProcessArchitecture.ToString();
        if (!File.Exists(CpuInfo))
            return architecture;
        var model = File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
        return model is null ? architecture : $"{architecture} ({model})";
    }
}
