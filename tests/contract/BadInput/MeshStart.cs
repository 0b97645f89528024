namespace UserRep.Contract.Tests.BadInput;

/// <summary>Starts the local mesh over files that are wrong, and has what it said.</summary>
internal static class MeshStart
{
    public const string GoodTye = """
        name: bad
        extensions:
          - name: dapr
            components-path: ./components
            services:
              one: { app-id: one, http-port: 3501, grpc-port: 50011 }
        services:
          - name: one
            executable: ./service.sh
            bindings:
              - { protocol: http, port: 5101 }
        """;

    public const string GoodComponents = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: statestore
        spec:
          type: state.sqlite
          version: v1
          metadata:
            - { name: connectionString, value: state.db }
        """;

    /// <returns>The exit code and standard error; the service's script leaves a file behind if it was ever started.</returns>
    public static async Task<(int Code, string[] Errors, bool Started)> FailAsync(string tye, string components)
    {
        using var data = new DataFolder();
        await File.WriteAllTextAsync(data.File("tye.yaml"), tye);
        Directory.CreateDirectory(data.File("components"));
        await File.WriteAllTextAsync(data.File("components/all.yaml"), components);
        await File.WriteAllTextAsync(data.File("service.sh"), $"#!/bin/sh\ntouch {data.File("started")}\nsleep 1000\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(data.File("service.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var mesh = MeshProcess.Start(data, "--services-only", "--tye", data.File("tye.yaml"));
        var code = await mesh.ExitCodeAsync(TimeSpan.FromMinutes(2));
        return (code, mesh.Errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), File.Exists(data.File("started")));
    }
}
