namespace UserRep.Contract.Tests.Runtime;

/// <summary>A second, smaller mesh: with tokens both ways, and to be killed.</summary>
public sealed class GuardedFixture : IAsyncLifetime
{
    public const string DaprToken = "simulated-dapr-token";
    public const string AppToken = "simulated-app-token";

    internal Target Target { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var environment = new Dictionary<string, string> { ["DAPR_API_TOKEN"] = DaprToken, ["APP_API_TOKEN"] = AppToken };
        string[] apps = [AppPorts.Wire, AppPorts.GrpcApp];
        Target = Daprd.Asked is null ? await MeshTarget.StartAsync(apps, environment) : await DaprdTarget.StartAsync(apps, environment);
    }

    public ValueTask DisposeAsync() => Target?.DisposeAsync() ?? ValueTask.CompletedTask;
}
