using Dapr.Client.Autogen.Grpc.v1;

namespace UserRep.Contract.Tests.Runtime;

public sealed class RuntimeTests(ContractFixture fixture) : ContractTest(fixture)
{
    [Fact]
    public async Task Health_OfAnAppThatNeverComes_Is500_OutboundIsReady()
    {
        (await Target.SendAsync(AppPorts.Absent, "GET", "/v1.0/healthz")).Fails(500, "ERR_HEALTH_NOT_READY");
        (await Target.SendAsync(AppPorts.Absent, "GET", "/v1.0/healthz/outbound")).Is(204);
        (await Target.SendAsync(Wire, "GET", "/v1.0/healthz")).Is(204);
        Assert.True(await Dapr.CheckHealthAsync());
        Assert.True(await Dapr.CheckOutboundHealthAsync());
    }

    [Fact]
    public async Task Metadata_SaysWhoAndWhat_AndKeepsWhatIsSet()
    {
        (await Target.SendAsync(Wire, "PUT", "/v1.0/metadata/cliPID", "4711")).Is(204);
        var metadata = (await Target.SendAsync(Wire, "GET", "/v1.0/metadata")).Is(200).Json;
        Assert.Equal("wire", (string?)metadata["id"]);
        Assert.Equal("4711", (string?)metadata["extended"]!["cliPID"]);
        Assert.Contains(metadata["components"]!.AsArray(), c => ((string?)c!["name"], (string?)c["type"]) == ("statestore", "state.sqlite"));
        var overGrpc = await Target.Grpc(Wire).GetMetadataAsync(new GetMetadataRequest());
        Assert.Equal(("wire", "4711"), (overGrpc.Id, overGrpc.ExtendedMetadata["cliPID"]));
        await Target.Grpc(Wire).SetMetadataAsync(new SetMetadataRequest { Key = "k", Value = "v" });
        Assert.Equal("v", (string?)(await Target.SendAsync(Wire, "GET", "/v1.0/metadata")).Json["extended"]!["k"]);
    }

    /// <summary>Scopes hide a component from metadata as from calls.</summary>
    [Fact]
    public async Task Metadata_ListsOnlyComponentsInScope()
    {
        Assert.DoesNotContain("narrowbus", (await Target.SendAsync(Wire, "GET", "/v1.0/metadata")).Body);
        Assert.Contains("narrowbus", (await Target.SendAsync(Sdk, "GET", "/v1.0/metadata")).Body);
        Assert.DoesNotContain("statestore", (await Target.SendAsync(Plain, "GET", "/v1.0/metadata")).Body);
    }
}
