using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UserRep.Encoder.Sessions;
using UserRep.Features.Bundles;

namespace UserRep.Encoder.Tests;

/// <summary>On a machine without a CUDA device, whatever the build: the CPU's and, with -p:OnnxRuntime=Gpu, CUDA's.</summary>
public class SessionFactoryTests(TinyBundles bundles)
{
    private readonly Lines _log = new();

    [Fact]
    public void Create_AutoWithoutADevice_RunsOnTheCpuAndSaysSoOnce()
    {
        SkipWithADevice();
        var factory = Factory("auto");
        for (var i = 0; i < 3; i++)
        {
            using var session = factory.Create(Path.Combine(bundles.Folder(1), BundleFiles.Encoder));
            Assert.Contains(BundleFiles.Output, session.OutputNames);
        }
        var line = Assert.Single(_log.Said);
        Assert.StartsWith("Encoders run on the CPU, there is no CUDA: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void Create_Cpu_SaysNothing()
    {
        using var session = Factory("cpu").Create(Path.Combine(bundles.Folder(1), BundleFiles.Encoder));
        Assert.Empty(_log.Said);
    }

    [Fact]
    public void Start_CudaWithoutADevice_IsRefusedWithTheReason()
    {
        SkipWithADevice();
        var result = new ExecutionProviderCheck().Validate(null, new EncoderOptions { ExecutionProvider = "cuda" });
        Assert.True(result.Failed);
        Assert.Contains("Encoder:ExecutionProvider is cuda", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains(CudaProbe.Fault!, result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("cpu")]
    public void Start_AutoOrCpu_IsFineAnywhere(string provider) =>
        Assert.True(new ExecutionProviderCheck().Validate(null, new EncoderOptions { ExecutionProvider = provider }).Succeeded);

    private static void SkipWithADevice() => Assert.SkipWhen(CudaProbe.Fault is null, "this machine has a CUDA device and this build uses it");

    private SessionFactory Factory(string provider) => new(Options.Create(new EncoderOptions { ExecutionProvider = provider }), _log);

    private sealed class Lines : ILogger<SessionFactory>
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Add(formatter(state, exception));
    }
}
