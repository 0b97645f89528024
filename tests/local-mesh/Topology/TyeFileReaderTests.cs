using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Tests.Topology;

public sealed class TyeFileReaderTests
{
    private const string Good = """
        name: mesh
        extensions:
          - name: dapr
            log-level: debug
            config: config
            components-path: ./parts/
            services:
              a: { app-id: app-a, http-port: 3501, grpc-port: 50011 }
        services:
          - name: a
            project: src/a/A.csproj
            env:
              - name: ONE
                value: 1
              - TWO=2=2
            bindings:
              - { protocol: http, port: 5101 }
          - name: b
            executable: sh
            args: -c "sleep 1"
            bindings:
              - { port: 5102 }
        """;

    [Fact]
    public void Read_GoodFile_GivesServicesWithTheirPorts()
    {
        using var folder = Folder(Good);
        var read = TyeFileReader.Read(folder.File("tye.yaml"));
        Assert.Empty(read.Errors);
        var tye = read.Value!;
        Assert.Equal(("mesh", "debug", "config", folder.File("parts") + "/"), (tye.Name, tye.LogLevel, tye.Configuration, tye.ComponentsPath));
        var (a, b) = (tye.Services[0], tye.Services[1]);
        Assert.Equal(("a", "app-a", folder.File("src/a/A.csproj"), null, folder.File("src/a")), (a.Name, a.AppId, a.Project, a.Executable, a.WorkingDirectory));
        Assert.Equal((5101, 3501, 50011), (a.AppPort, a.HttpPort, a.GrpcPort));
        Assert.Equal(new Dictionary<string, string> { ["ONE"] = "1", ["TWO"] = "2=2" }, a.Environment);
        Assert.Equal(("b", "sh", "-c \"sleep 1\"", 5102, 0), (b.AppId, b.Executable, b.Arguments, b.AppPort, b.HttpPort));
    }

    [Theory]
    [InlineData("services: [", 0, "")]
    [InlineData("services: []", 1, "there are no services")]
    [InlineData("", 1, "there are no services")]
    [InlineData("just text", 1, "must be a mapping")]
    [InlineData("services:\n- name: a\n  executable: sh\n  bindings: [{port: 1}]\ncolour: red", 5, "does not know the key 'colour'")]
    [InlineData("services:\n- name: a\n  image: redis:7\n  bindings: [{port: 1}]", 3, "does not know the key 'image'")]
    [InlineData("services:\n- executable: sh\n  bindings: [{port: 1}]", 2, "has no name")]
    [InlineData("services:\n- name: a\n  bindings: [{port: 1}]", 2, "either project or executable")]
    [InlineData("services:\n- name: a\n  executable: sh\n  external: true\n  bindings: [{port: 1}]", 2, "either project or executable, or external: true")]
    [InlineData("services:\n- name: a\n  external: perhaps\n  bindings: [{port: 1}]", 3, "external must be true or false")]
    [InlineData("services:\n- name: a\n  external: true\n  bindings: [{protocol: http}]", 4, "at which port it listens")]
    [InlineData("services:\n- name: a\n  project: no.csproj\n  bindings: [{port: 1}]", 3, "there is no project")]
    [InlineData("services:\n- name: a\n  executable: ./no.sh\n  bindings: [{port: 1}]", 3, "there is no executable")]
    [InlineData("services:\n- name: a\n  executable: sh", 2, "has no binding")]
    [InlineData("services:\n- name: a\n  executable: sh\n  bindings:\n  - port: 1\n    protocol: https", 6, "service a: a binding's protocol is http or grpc, not 'https'")]
    [InlineData("services:\n- name: a\n  executable: sh\n  bindings:\n  - {protocol: grpc, port: 1}\n  - {port: 2}", 6, "bindings of both protocols")]
    [InlineData("services:\n- name: a\n  executable: sh\n  bindings: [{port: 70000}]", 4, "port must be a port")]
    [InlineData("services:\n- name: a\n  executable: sh\n  replicas: 2\n  bindings: [{port: 1}]", 4, "--replicas")]
    [InlineData("services:\n- name: a\n  executable: sh\n  env: [lonely]\n  bindings: [{port: 1}]", 4, "KEY=value")]
    [InlineData("services:\n- name: a\n  executable: sh\n  bindings: [{port: 1}]\n- name: a\n  executable: sh\n  bindings: [{port: 2}]", 5, "a second service 'a'")]
    [InlineData("services:\n- name: a\n  executable: sh\n  bindings: [{port: 1}]\n- name: b\n  executable: sh\n  bindings: [{port: 1}]", 5, "port 1 is")]
    [InlineData("extensions:\n- name: dapr\n  services: { z: { http-port: 1 } }\nservices:\n- name: a\n  executable: sh\n  bindings: [{port: 1}]", 3, "there is no service 'z'")]
    [InlineData("extensions:\n- name: dapr\n  placement-port: 1\nservices:\n- name: a\n  executable: sh\n  bindings: [{port: 1}]", 3, "does not know the key 'placement-port'")]
    [InlineData("extensions:\n- name: zipkin\nservices:\n- name: a\n  executable: sh\n  bindings: [{port: 1}]", 2, "dapr")]
    [InlineData("extensions:\n- name: dapr\n  services: { a: { app-protocol: h2c } }\nservices:\n- name: a\n  executable: sh\n  bindings: [{port: 1}]", 3, "service a: app-protocol is http or grpc, not 'h2c'")]
    [InlineData("extensions:\n- name: dapr\n  services: { a: { http-port: x } }\nservices:\n- name: a\n  executable: sh\n  bindings: [{port: 1}]", 3, "http-port must be a port")]
    [InlineData("extensions:\n- name: dapr\n  services: { a: { http-port: 1 } }\nservices:\n- name: a\n  executable: sh\n  bindings: [{port: 1}]", 5, "port 1 is")]
    public void Read_BadFile_SaysWhereAndWhy(string text, int line, string reason)
    {
        using var folder = Folder(text);
        var read = TyeFileReader.Read(folder.File("tye.yaml"));
        Assert.Null(read.Value);
        var error = read.Errors.First(e => e.Reason.Contains(reason, StringComparison.Ordinal));
        Assert.Equal(folder.File("tye.yaml"), error.File);
        if (line > 0)
            Assert.Equal(line, error.Line);
    }

    [Theory]
    [InlineData("port: 1", "http")]
    [InlineData("port: 1, protocol: http", "http")]
    [InlineData("port: 1, protocol: grpc", "grpc")]
    // As Tye has it.
    [InlineData("port: 1", "grpc", "app-protocol: grpc, enabled: true")]
    [InlineData("port: 1, protocol: http", "grpc", "app-protocol: grpc")]
    [InlineData("port: 1, protocol: grpc", "http", "app-protocol: http")]
    public void BindingOrSidecar_SaysWhatTheAppSpeaks(string binding, string protocol, string sidecar = "")
    {
        using var folder = Folder($"extensions:\n- name: dapr\n  services: {{ a: {{ {sidecar} }} }}\nservices:\n- name: a\n  executable: sh\n  bindings: [{{{binding}}}]");
        var tye = TyeFileReader.Read(folder.File("tye.yaml")).Value!;
        Assert.Equal((1, protocol == "grpc" ? AppProtocol.Grpc : AppProtocol.Http), (tye.Services[0].AppPort, tye.Services[0].Protocol));
        var plan = MeshPlan.Create(tye, new Dictionary<string, int> { ["a"] = 2 }, 0).Value!;
        Assert.All(plan.Replicas.Where(r => r.Service is not null), r => Assert.Equal(protocol, r.Replica.ProtocolName));
        var specs = UserRep.LocalMesh.Processes.ProcessSpecs.Create(plan, tye.File, "Debug", new Dictionary<string, IReadOnlyDictionary<string, string>>()).Value!;
        Assert.All(specs, s => Assert.Equal(protocol, s.Environment["APP_PROTOCOL"]));
    }

    [Fact]
    public void Read_NoFile_SaysSo() => Assert.NotEmpty(TyeFileReader.Read("/nowhere/tye.yaml").Errors);

    [Fact]
    public void Plan_WithReplicasAndOffset_MovesFixedPortsAndFindsFreeOnes()
    {
        using var folder = Folder(Good);
        var plan = MeshPlan.Create(TyeFileReader.Read(folder.File("tye.yaml")).Value!, new Dictionary<string, int> { ["app-a"] = 3 }, portOffset: 1000);
        Assert.Empty(plan.Errors);
        var replicas = plan.Value!.Replicas.Select(r => r.Replica).ToList();
        Assert.Equal(["app-a", "app-a#1", "app-a#2", "b", "playground"], replicas.Select(r => r.ToString()));
        Assert.Equal((6101, 4501, 51011), (replicas[0].AppPort, replicas[0].HttpPort, replicas[0].GrpcPort));
        Assert.Equal((null, 4500, 51010), (replicas[4].AppPort, replicas[4].HttpPort, replicas[4].GrpcPort));
        Assert.Null(plan.Value.Replicas[4].Service);
        Assert.Equal(14, plan.Value.Ports().Select(p => p.Port).Distinct().Count());
        Assert.Equal(3, plan.Value.Topology().Of("app-a").Count);
    }

    [Theory]
    [InlineData("nobody", 2, 0, "there is no app-id 'nobody'")]
    [InlineData("b", 0, 0, "from 1 to 64")]
    [InlineData("b", 1, 60000, "is no port")]
    public void Plan_Impossible_SaysWhy(string app, int count, int offset, string reason)
    {
        using var folder = Folder(Good);
        var plan = MeshPlan.Create(TyeFileReader.Read(folder.File("tye.yaml")).Value!, new Dictionary<string, int> { [app] = count }, offset);
        Assert.Contains(plan.Errors, e => e.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void External_IsNotStartedNorMoved_AndItsPortIsItsOwn()
    {
        using var listening = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listening.Start();
        var port = ((System.Net.IPEndPoint)listening.LocalEndpoint).Port;
        using var folder = Folder($"services:\n- name: a\n  external: true\n  bindings: [{{port: {port}}}]");
        var tye = TyeFileReader.Read(folder.File("tye.yaml")).Value!;
        var plan = MeshPlan.Create(tye, new Dictionary<string, int>(), 1).Value!;
        Assert.Equal(port, Assert.Single(plan.External()).AppPort);
        Assert.DoesNotContain(plan.CheckPortsFree(), p => p.Port == port);
        Assert.Empty(UserRep.LocalMesh.Processes.ProcessSpecs.Create(plan, tye.File, "Debug", new Dictionary<string, IReadOnlyDictionary<string, string>>()).Value!);
        Assert.Contains("is external", Assert.Single(MeshPlan.Create(tye, new Dictionary<string, int> { ["a"] = 2 }, 1).Errors).Reason);
    }

    [Fact]
    public void CheckPortsFree_PortTaken_SaysWhichAndForWhat()
    {
        using var folder = Folder("services:\n- name: a\n  executable: sh\n  bindings: [{port: 0x}]".Replace("port: 0x", "protocol: http", StringComparison.Ordinal));
        var plan = MeshPlan.Create(TyeFileReader.Read(folder.File("tye.yaml")).Value!, new Dictionary<string, int>(), 0).Value!;
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, plan.Replicas[0].Replica.AppPort!.Value);
        taken.Start();
        var port = plan.CheckPortsFree().First(p => p.Port == plan.Replicas[0].Replica.AppPort);
        Assert.Equal("the app a", port.Purpose);
    }

    private static TempFolder Folder(string tye)
    {
        var folder = new TempFolder();
        folder.Write("tye.yaml", tye);
        folder.Write("src/a/A.csproj", "<Project />");
        return folder;
    }
}
