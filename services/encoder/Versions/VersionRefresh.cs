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
        var (loaded, missing) = Load(list.Versions.Where(v => IsLive(v.State)), current);
        var (itemsOnly, missingItems) = Load(list.Versions.Where(v => v.State == VersionState.Adapted), current);
        foreach (var (version, faults) in missing)
        {
            instruments.OnRefused("bundle");
            LogMissing(version, faults);
        }
        foreach (var (version, faults) in missingItems)
            LogMissingItems(version, faults);
        var next = new LiveVersionSet(list.Epoch, loaded, [.. missing.Select(m => m.Version)], [.. list.Versions.Where(v => v.State == VersionState.Registered).Select(v => v.Version)], itemsOnly);
        live.Current = next;
        foreach (var version in loaded.Except(current?.Loaded ?? []))
            LogLoaded(version.Name);
        foreach (var version in itemsOnly.Except(current?.ItemsOnly ?? []))
            LogItemsOnly(version.Name);
        foreach (var dropped in current?.All.Except(next.All) ?? [])
        {
            LogDropped(dropped.Name);
            dropped.Dispose();
        }
    }

    private (List<LoadedVersion> Loaded, List<(string Version, string Faults)> Missing) Load(IEnumerable<VersionInfo> versions, LiveVersionSet? current)
    {
        var (loaded, missing) = (new List<LoadedVersion>(), new List<(string, string)>());
        foreach (var version in versions)
        {
            if (current?.All.FirstOrDefault(v => v.Name == version.Version) is { } known)
                loaded.Add(known);
            else if (loader.TryLoad(new BundleCheck(version.Version, version.BundleUri, version.Sha256), out var faults) is { } added)
                loaded.Add(added);
            else
                missing.Add((version.Version, string.Join("; ", faults)));
        }
        return (loaded, missing);
    }

    private static bool IsLive(VersionState state) =>
        state is VersionState.Backfilling or VersionState.Ready or VersionState.Serving or VersionState.Draining;

    [LoggerMessage(Level = LogLevel.Information, Message = "Encoding for {Version}")]
    private partial void LogLoaded(string version);

    [LoggerMessage(Level = LogLevel.Information, Message = "Not encoding for {Version}, which is adapted; answering for its items")]
    private partial void LogItemsOnly(string version);

    [LoggerMessage(Level = LogLevel.Information, Message = "No longer encoding for {Version}")]
    private partial void LogDropped(string version);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Version} should be encoded but its bundle can't be loaded; features wait until it can: {Faults}")]
    private partial void LogMissing(string version, string faults);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Version} is adapted, and its bundle can't be loaded: nothing is answered of its items here, and it is tried again when version-router's versions change next: {Faults}")]
    private partial void LogMissingItems(string version, string faults);
}
