using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using UserRep.FeatureIngest.Bridge;

namespace UserRep.FeatureIngest.Tests.Bridge;

public class BridgeOptionsTests
{
    [Fact]
    public void Options_AllWrong_AreAllNamedAtOnce()
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Options(
            ("Port", "0"), ("Prefetch", "10"), ("BatchSize", "1000"), ("BatchMilliseconds", "-1"), ("Retries", "41"), ("PasswordFile", "/nowhere/secret"), ("Queue", ""), ("VirtualHost", "")));
        foreach (var option in new[] { "Host", "Port", "User", "VirtualHost", "Queue", "BatchMilliseconds", "Retries", "Prefetch is 10", "/nowhere/secret" })
            Assert.Contains(fault.Failures, f => f.Contains(option));
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("p", "/dev/null", false)]
    [InlineData("p", null, true)]
    [InlineData(null, "/dev/null", true)]
    public void Options_OfThePasswords_OneIsGiven(string? password, string? file, bool isFit)
    {
        var given = new List<(string, string?)> { ("Host", "h"), ("User", "u"), ("Password", password), ("PasswordFile", file) };
        if (isFit)
            Assert.Equal(5672, Options([.. given]).Port);
        else
            Assert.Contains("either", Assert.Throws<OptionsValidationException>(() => Options([.. given])).Message);
    }

    [Fact]
    public void Bridge_NotConfigured_IsNotThere()
    {
        var services = new ServiceCollection();
        Assert.Empty(services.AddBridge(new ConfigurationBuilder().Build()));
    }

    private static BridgeOptions Options(params (string Name, string? Value)[] given)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(given.Select(g => new KeyValuePair<string, string?>($"{BridgeOptions.Section}:{g.Name}", g.Value)));
        builder.Services.AddBridge(builder.Configuration);
        return builder.Services.BuildServiceProvider().GetRequiredService<IOptions<BridgeOptions>>().Value;
    }
}
