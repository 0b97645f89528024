namespace UserRep.Deploy.Tests.Kubernetes;

/// <summary>Annotations that Dapr's injector reads (pkg/injector/annotations of dapr/dapr), those of them that make sense here. It ignores any other without a word.</summary>
internal static class DaprAnnotations
{
    public static string[] All { get; } =
    [
        .. ((string[])
        [
            "enabled", "app-id", "app-port", "app-protocol", "config", "log-level", "log-as-json", "api-token-secret", "app-token-secret", "app-max-concurrency", "enable-metrics", "metrics-port",
            "max-body-size", "read-buffer-size", "graceful-shutdown-seconds", "block-shutdown-duration", "enable-api-logging", "disable-builtin-k8s-secret-store", "enable-app-health-check",
            "app-health-check-path", "app-health-probe-interval", "app-health-probe-timeout", "app-health-threshold", "sidecar-seccomp-profile-type", "sidecar-cpu-request", "sidecar-cpu-limit",
            "sidecar-memory-request", "sidecar-memory-limit",
        ]).Select(a => "dapr.io/" + a),
    ];
}
