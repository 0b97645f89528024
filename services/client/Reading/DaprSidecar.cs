namespace UserRep.Client.Reading;

/// <summary>Where this app's sidecar is. Service invocation by plain HTTP needs nothing of the Dapr SDK, whose client would bring gRPC along.</summary>
internal static class DaprSidecar
{
    public const string TokenHeader = "dapr-api-token";

    private const string DefaultPort = "3500";

    /// <param name="key">Of one of several models in a process, or empty.</param>
    public static string HttpClientName(string key) => key.Length == 0 ? "UserRep.Client" : $"UserRep.Client {key}";

    public static void FillIn(UserRepresentationsOptions options)
    {
        options.SidecarAddress ??= Uri.TryCreate(Variable("DAPR_HTTP_ENDPOINT") ?? $"http://127.0.0.1:{Variable("DAPR_HTTP_PORT") ?? DefaultPort}", UriKind.RelativeOrAbsolute, out var address) ? address : null;
        options.SidecarToken ??= Variable("DAPR_API_TOKEN");
    }

    public static Uri ReadAddress(UserRepresentationsOptions options) =>
        new($"{options.SidecarAddress!.AbsoluteUri.TrimEnd('/')}/v1.0/invoke/{Uri.EscapeDataString(options.RouterAppId)}/method/v1/models/{Uri.EscapeDataString(options.Model)}/embeddings");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
