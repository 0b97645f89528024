using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using UserRep.LocalMesh.Processes;
using UserRep.LocalMesh.Topology;
using UserRep.LocalMesh.Tests.PubSub;

namespace UserRep.LocalMesh.Tests.Processes;

/// <summary>With shell scripts as children; the test itself listens where a child should.</summary>
public sealed class ProcessSupervisorTests : IAsyncLifetime
{
    private static readonly SupervisorOptions Quick = new()
    {
        FirstBackoff = TimeSpan.FromMilliseconds(10),
        LongestBackoff = TimeSpan.FromMilliseconds(40),
        PortPoll = TimeSpan.FromMilliseconds(10),
        PortDeadline = TimeSpan.FromMilliseconds(50),
    };

    private readonly TempFolder _folder = new();
    private TcpListener _port = new(IPAddress.Loopback, 0);
    private int _number;
    private readonly ConcurrentQueue<string> _calls = [];
    private readonly MeshLog _log;
    private ProcessSupervisor? _supervisor;

    public ProcessSupervisorTests() => _log = new MeshLog(_folder.Path, TimeProvider.System, NullLogger<MeshLog>.Instance);

    private ReplicaStatus Status => _supervisor!.Status().Single();

    public ValueTask InitializeAsync()
    {
        _port.Start();
        _number = ((IPEndPoint)_port.LocalEndpoint).Port;
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_supervisor is not null)
            await _supervisor.DisposeAsync();
        await _log.DisposeAsync();
        _port.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Child_PortOpen_IsReadyAfterObserversInOrder()
    {
        Start("echo hello; echo oops >&2; exec sleep 60");
        await Eventually.IsAsync(() => Status.State == ReplicaState.Ready, "the replica is ready");
        Assert.Equal(["one up app", "two up app"], _calls);
        Assert.True(Status.Replica.Ready);
        await Eventually.IsAsync(() => Status.LastLines.Count == 2, "its lines are kept");
        await _supervisor!.StopAsync();
        Assert.Equal(["one up app", "two up app", "two down app", "one down app"], _calls);
        Assert.Equal((ReplicaState.Stopped, false), (Status.State, Status.Replica.Ready));
        await _log.DisposeAsync();
        var lines = await File.ReadAllLinesAsync(_log.CurrentFile, TestContext.Current.CancellationToken);
        Assert.Contains(lines, l => System.Text.RegularExpressions.Regex.IsMatch(l, @"^\d{4}-\d\d-\d\dT[\d:.]+Z app \| hello$"));
        Assert.Contains(lines, l => l.EndsWith("app | oops", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Child_KeepsExiting_IsRestartedAndReported()
    {
        _port.Stop();
        Start("echo broken; exit 3");
        await Eventually.IsAsync(() => Status.Restarts >= 5, "it has been restarted");
        await Eventually.IsAsync(() => Status.Failing is not null, "it is reported");
        Assert.Equal(3, Status.LastExitCode);
        Assert.Contains("broken", Status.LastLines);
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Child_KilledWhenReady_GoesDownAndComesBack()
    {
        Start("exec sleep 60");
        await Eventually.IsAsync(() => Status.State == ReplicaState.Ready, "the replica is ready");
        var first = Status.ProcessId!.Value;
        using (var child = Process.GetProcessById(first))
            child.Kill();
        await Eventually.IsAsync(() => Status is { State: ReplicaState.Ready, Restarts: 1 }, "it is ready again");
        Assert.Equal(["one up app", "two up app", "two down app", "one down app", "one up app", "two up app"], _calls);
        Assert.NotEqual(first, Status.ProcessId);
    }

    [Fact]
    public async Task Child_PortStaysClosed_IsReportedAndStillAwaited()
    {
        _port.Stop();
        Start("exec sleep 60");
        await Eventually.IsAsync(() => Status.Failing?.Contains("has not opened port") == true, "it is reported");
        Assert.Equal(ReplicaState.Starting, Status.State);
        _port = new TcpListener(IPAddress.Loopback, _number);
        _port.Start();
        await Eventually.IsAsync(() => Status is { State: ReplicaState.Ready, Failing: null }, "it is ready after all");
    }

    [Fact]
    public async Task Child_DoesNotExist_IsReported()
    {
        Start("exit 0", workingDirectory: _folder.File("missing"));
        await Eventually.IsAsync(() => Status.Failing?.Contains("ended") == true || Status.Failing?.Contains("can't be started") == true, "it is reported");
    }

    [Fact]
    public async Task Observer_Fails_ChildIsStartedAgain()
    {
        var failing = new RecordingObserver("one", _calls) { Failure = new InvalidOperationException("no") };
        Start("exec sleep 60", observers: [failing]);
        await Eventually.IsAsync(() => Status.Restarts >= 1, "it is started again");
        failing.Failure = null;
        await Eventually.IsAsync(() => Status.State == ReplicaState.Ready, "it is ready");
    }

    [Fact]
    public async Task Stop_ChildIgnoresTerm_IsKilledAfterGrace()
    {
        Start("trap '' TERM; echo set; while true; do sleep 1; done", Quick with { StopGrace = TimeSpan.FromMilliseconds(100) });
        await Eventually.IsAsync(() => Status.LastLines.Contains("set"), "the trap is set");
        var id = Status.ProcessId!.Value;
        await _supervisor!.StopAsync();
        Assert.False(Directory.Exists($"/proc/{id}"));
        Assert.Equal(137, Status.LastExitCode);
    }

    [Fact]
    public async Task Stop_ChildHandlesTerm_EndsByItself()
    {
        Start("trap 'echo bye; exit 7' TERM; echo set; while true; do sleep 0.05; done");
        await Eventually.IsAsync(() => Status.LastLines.Contains("set"), "the trap is set");
        await Eventually.IsAsync(() => Status.State == ReplicaState.Ready, "the replica is ready");
        await _supervisor!.StopAsync();
        Assert.Equal(7, Status.LastExitCode);
        Assert.Contains("bye", Status.LastLines);
    }

    [Fact]
    public async Task Child_ParentKilledWithoutMercy_DiesToo()
    {
        Assert.SkipUnless(ParentDeath.IsCovered, "setpriv is not installed");
        var (wrapped, arguments) = ParentDeath.Wrap("/bin/sleep", "60");
        // A shell stands in for the mesh: it starts the wrapped child, says its id, and is killed.
        using var parent = Process.Start(new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, ArgumentList = { "-c", $"{wrapped} {arguments} & echo $!; wait" } })!;
        var child = int.Parse((await parent.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
        await Eventually.IsAsync(() => File.Exists($"/proc/{child}/comm") && File.ReadAllText($"/proc/{child}/comm").StartsWith("sleep", StringComparison.Ordinal), "the child runs");
        parent.Kill();
        await Eventually.IsAsync(() => !IsRunning(child), "the child is gone");
    }

    [Fact]
    public async Task Child_StartedFromPoolThreads_OutlivesThem()
    {
        Assert.SkipUnless(ParentDeath.IsCovered, "setpriv is not installed");
        using var spawner = new SpawnThread();
        Process? child = null;
        var (wrapped, arguments) = ParentDeath.Wrap("/bin/sleep", "60");
        var thread = new Thread(() => child = spawner.StartAsync(new ProcessStartInfo(wrapped, arguments)).GetAwaiter().GetResult());
        thread.Start();
        thread.Join();
        await Eventually.IsAsync(() => File.ReadAllText($"/proc/{child!.Id}/comm").StartsWith("sleep", StringComparison.Ordinal), "the child runs");
        Assert.False(child!.HasExited);
        spawner.Dispose();
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        child.Dispose();
    }

    private static bool IsRunning(int id) => File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);

    private void Start(string script, SupervisorOptions? options = null, string? workingDirectory = null, IReadOnlyList<IReplicaObserver>? observers = null)
    {
        _folder.Write("child.sh", script);
        var replica = new AppReplica("app", 0, _number, 0, 0);
        var spec = new ProcessSpec(replica, "/bin/sh", $"\"{_folder.File("child.sh")}\"", workingDirectory ?? _folder.Path, new Dictionary<string, string>());
        _supervisor = new ProcessSupervisor([spec], observers ?? [new RecordingObserver("one", _calls), new RecordingObserver("two", _calls)],
            _log, options ?? Quick, TimeProvider.System, NullLogger<ProcessSupervisor>.Instance);
        _supervisor.Start();
    }
}
