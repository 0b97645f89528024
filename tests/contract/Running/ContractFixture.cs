namespace UserRep.Contract.Tests.Running;

/// <summary>One mesh for the whole suite: the local one, or real daprd processes where <c>DAPRD</c> asks for them.</summary>
public sealed class ContractFixture : IAsyncLifetime
{
    internal Target Target { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (ContractApps.All.Contains(AppPorts.JavaScript))
            await JavaScript.InstallAsync();
        Target = Daprd.Asked is null ? await MeshTarget.StartAsync(ContractApps.All) : await DaprdTarget.StartAsync(ContractApps.All);
    }

    public ValueTask DisposeAsync() => Target?.DisposeAsync() ?? ValueTask.CompletedTask;
}
