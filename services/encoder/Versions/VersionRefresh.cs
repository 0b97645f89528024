using Dapr.Client;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.Encoder.Bundles;
using UserRep.Encoder.Sessions;
using UserRep.ServiceDefaults;

namespace UserRep.Encoder.Versions;

/// <summary>Brings the live versions in line with version-router: a new one is loaded before an old one is dropped.</summary>
internal sealed partial class VersionRefresh(LiveVersions live, BundleLoader loader, EncoderInstruments instruments, ILogger<VersionRefresh> logger)
{
    private readonly HttpClient _router = DaprClient.CreateInvokeHttpClient(AppIds.VersionRouter);
    private readonly SemaphoreSlim _one = new(1);

    public async Task RefreshAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var list = (await _router.GetFromJsonAsync<VersionList>("/v1/versions", UserRepJson.Options, ct))!;
            var current = live.Current;
            if (current is null || current.Epoch != list.Epoch || current.Missing.Count > 0)
                Apply(list, current);
            live.OnRead();
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Loads on the caller's thread, which no request is on: those go on with the set of now until it is swapped.</summary>
    internal void Apply(VersionList list, LiveVersionSet? current)
    {
        var (loaded, missing) = (new List<LoadedVersion>(), new List<string>());
        foreach (var version in list.Versions.Where(v => IsLive(v.State)))
        {
            if (current?.Find(version.Version) is { } known)
                loaded.Add(known);
            else if (loader.TryLoad(new BundleCheck(version.Version, version.BundleUri, version.Sha256), out var faults) is { } added)
            {
                loaded.Add(added);
                LogLoaded(version.Version);
            }
            else
            {
                missing.Add(version.Version);
                instruments.OnRefused("bundle");
                LogMissing(version.Version, string.Join("; ", faults));
            }
        }
        live.Current = new LiveVersionSet(list.Epoch, loaded, missing, [.. list.Versions.Where(v => v.State == VersionState.Registered).Select(v => v.Version)]);
        foreach (var dropped in current?.Loaded.Except(loaded) ?? [])
        {
            LogDropped(dropped.Name);
            dropped.Dispose();
        }
    }

    private static bool IsLive(VersionState state) =>
        state is VersionState.Backfilling or VersionState.Ready or VersionState.Serving or VersionState.Draining;

    [LoggerMessage(Level = LogLevel.Information, Message = "Encoding for {Version}")]
    private partial void LogLoaded(string version);

    [LoggerMessage(Level = LogLevel.Information, Message = "No longer encoding for {Version}")]
    private partial void LogDropped(string version);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Version} should be encoded but its bundle can't be loaded; features wait until it can: {Faults}")]
    private partial void LogMissing(string version, string faults);
}
