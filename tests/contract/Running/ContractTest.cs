using Dapr.Client;
using Grpc.Core;
using RawDapr = Dapr.Client.Autogen.Grpc.v1.Dapr;

namespace UserRep.Contract.Tests.Running;

/// <summary>What all tests of the shared mesh have; one that the target is expected not to pass is skipped here.</summary>
[Collection(ContractCollection.Name)]
public abstract class ContractTest
{
    private protected const string Playground = AppPorts.Playground;
    private protected const string Wire = AppPorts.Wire;
    private protected const string Sdk = AppPorts.Sdk;
    private protected const string Plain = AppPorts.Plain;
    private protected const string GrpcApp = AppPorts.GrpcApp;
    private protected const string State = "/v1.0/state/" + MeshComponents.Store;
    private protected const string Store = MeshComponents.Store;
    private protected const string Bus = MeshComponents.Bus;

    protected ContractTest(ContractFixture fixture)
    {
        Target = fixture.Target;
        KnownDifferences.SkipIfExpected(Target.Names);
    }

    private protected Target Target { get; }

    private protected DaprClient Dapr => Target.Dapr();

    private protected RawDapr.DaprClient Grpc => Target.Grpc();

    /// <summary>A key, actor id or mark that no other test has.</summary>
    private protected static string Unique() => Guid.NewGuid().ToString("N");

    /// <summary>Through playground's sidecar.</summary>
    private protected Task<Answer> SendAsync(string verb, string path, string? body = null, params IReadOnlyList<(string Name, string Value)> headers) =>
        Target.SendAsync(Playground, verb, path, body, headers);

    private protected static async Task FailsAsync<T>(AsyncUnaryCall<T> call, StatusCode code, string words = "")
    {
        var status = await FailureOfAsync(call);
        Assert.Equal(code, status.StatusCode);
        Assert.Contains(words, status.Detail);
    }

    private protected async Task<IReadOnlyList<Recorded>> RecordedAsync(string path, string mark, string app = Wire)
    {
        var recorded = "recorded?path=" + Uri.EscapeDataString(path);
        // Over gRPC the app answers nobody but its sidecar.
        var answer = (await (app == GrpcApp ? SendAsync("GET", $"/v1.0/invoke/{app}/method/{recorded}") : Running.Target.SendToAsync(Target.Ports(app).App, "GET", "/" + recorded))).Is(200);
        return [.. System.Text.Json.JsonSerializer.Deserialize<List<Recorded>>(answer.Body, System.Text.Json.JsonSerializerOptions.Web)!
            .Where(r => r.Body.Contains(mark, StringComparison.Ordinal) || r.Path.Contains(mark, StringComparison.Ordinal))];
    }

    /// <summary>Waits until as many requests about <paramref name="mark"/> have reached the app.</summary>
    private protected Task<IReadOnlyList<Recorded>> ArrivedAsync(string path, string mark, int count = 1, string app = Wire) =>
        Eventually.HasAsync(() => RecordedAsync(path, mark, app), r => r.Count >= count, $"{count} requests at {path}", TimeSpan.FromMinutes(1));

    private static Task<Status> FailureOfAsync<T>(AsyncUnaryCall<T> call) => Running.Target.FailureAsync(call);
}
