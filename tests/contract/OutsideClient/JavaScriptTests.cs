namespace UserRep.Contract.Tests.OutsideClient;

/// <summary>npm's @dapr/dapr, a client and a server that nobody here wrote: tests/javascript/client.mjs has the scenarios, server.mjs the app.</summary>
public sealed class JavaScriptTests(ContractFixture fixture) : ContractTest(fixture)
{
    [Theory]
    [InlineData("http", AppPorts.JavaScript)]
    [InlineData("grpc", AppPorts.JavaScript)]
    [InlineData("http", AppPorts.JavaScriptGrpc)]
    [InlineData("grpc", AppPorts.JavaScriptGrpc)]
    public async Task Client_OfTheJavaScriptSdk_PassesItsScenarios(string protocol, string server)
    {
        Assert.SkipUnless(JavaScript.IsPresent, JavaScript.Missing);
        var ports = Target.Ports(Playground);
        using var node = await JavaScript.StartAsync("client.mjs", new Dictionary<string, string> { ["DAPR_HTTP_PORT"] = $"{ports.Http}", ["DAPR_GRPC_PORT"] = $"{ports.Grpc}" }, protocol, server);
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var errors = node.StandardError.ReadToEndAsync(deadline.Token);
        var said = await node.StandardOutput.ReadToEndAsync(deadline.Token);
        await node.WaitForExitAsync(deadline.Token);
        Assert.True(node.ExitCode == 0, said + await errors);
        Assert.True(said.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)) >= 9, said);
    }
}
