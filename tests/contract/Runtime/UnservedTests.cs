using Dapr.Client.Autogen.Grpc.v1;
using Grpc.Core;

namespace UserRep.Contract.Tests.Runtime;

/// <summary>What no component is there for fails as in a daprd that has none either.</summary>
public sealed class UnservedTests(ContractFixture fixture) : ContractTest(fixture)
{
    [Theory]
    [InlineData("GET", "/v1.0/secrets/vault/key", null, "ERR_SECRET_STORES_NOT_CONFIGURED")]
    [InlineData("GET", "/v1.0/secrets/vault/bulk", null, "ERR_SECRET_STORES_NOT_CONFIGURED")]
    [InlineData("POST", "/v1.0-alpha1/lock/locks", """{"resourceId":"r","lockOwner":"o","expiryInSeconds":1}""", "ERR_LOCK_STORE_NOT_CONFIGURED")]
    [InlineData("POST", "/v1.0-alpha1/unlock/locks", """{"resourceId":"r","lockOwner":"o"}""", "ERR_LOCK_STORE_NOT_CONFIGURED")]
    [InlineData("POST", "/v1.0-alpha1/state/statestore/query", "{}", "ERR_STATE_STORE_NOT_SUPPORTED")]
    [InlineData("POST", "/v1.0/bindings/queue", """{"operation":"create"}""", "ERR_INVOKE_OUTPUT_BINDING")]
    public async Task Unserved_Http_HasDaprdsCode(string verb, string path, string? body, string code) => (await SendAsync(verb, path, body)).Fails(500, code);

    [Fact]
    public async Task Unserved_Configuration_Http_IsNotConfigured()
    {
        (await SendAsync("GET", "/v1.0/configuration/store?key=k")).Fails(500, "ERR_CONFIGURATION_STORE_NOT_CONFIGURED");
        (await SendAsync("GET", "/v1.0/configuration/store/subscribe")).Fails(500, "ERR_CONFIGURATION_STORE_NOT_CONFIGURED");
        (await SendAsync("GET", "/v1.0-alpha1/configuration/store?key=k")).Fails(500, "ERR_CONFIGURATION_STORE_NOT_CONFIGURED");
    }

    [Fact]
    public async Task Unserved_Grpc_HasDaprdsCode()
    {
        await FailsAsync(Grpc.GetSecretAsync(new GetSecretRequest { StoreName = "vault", Key = "k" }), StatusCode.FailedPrecondition);
        await FailsAsync(Grpc.GetBulkSecretAsync(new GetBulkSecretRequest { StoreName = "vault" }), StatusCode.FailedPrecondition);
        await FailsAsync(Grpc.GetConfigurationAsync(new GetConfigurationRequest { StoreName = "store" }), StatusCode.FailedPrecondition);
        await FailsAsync(Grpc.TryLockAlpha1Async(new TryLockRequest { StoreName = "locks", ResourceId = "r", LockOwner = "o", ExpiryInSeconds = 1 }), StatusCode.FailedPrecondition);
        await FailsAsync(Grpc.UnlockAlpha1Async(new UnlockRequest { StoreName = "locks", ResourceId = "r", LockOwner = "o" }), StatusCode.FailedPrecondition);
        await FailsAsync(Grpc.InvokeBindingAsync(new InvokeBindingRequest { Name = "queue", Operation = "create" }), StatusCode.Internal);
    }
}
