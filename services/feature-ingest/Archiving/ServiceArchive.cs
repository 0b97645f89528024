using Google.Protobuf;
using Microsoft.Extensions.Options;
using UserRep.EventArchive.Compaction;
using UserRep.EventArchive.Erasing;
using UserRep.EventArchive.Writing;

namespace UserRep.FeatureIngest.Archiving;

/// <summary>This process's writer to the event archive, and the upkeep of the folder.</summary>
internal sealed partial class ServiceArchive : IEventArchive, IAsyncDisposable
{
    private readonly EventArchiveOptions _options;
    private readonly ArchiveInstruments _instruments;
    private readonly ILogger<ServiceArchive> _logger;
    private readonly ArchiveWriter? _writer;
    private readonly ArchiveCompactor _compactor;
    private readonly ArchiveEraser _eraser;
    private volatile string? _fault;

    public ServiceArchive(IOptions<EventArchiveOptions> options, TimeProvider clock, ArchiveInstruments instruments, ILogger<ServiceArchive> logger)
    {
        (_options, _instruments, _logger) = (options.Value, instruments, logger);
        if (_options.Enabled)
            _writer = new ArchiveWriter(_options.Folder, new ArchiveWriterOptions { SegmentBytes = (long)_options.SegmentMegabytes << 20 }, clock);
        _compactor = new ArchiveCompactor(_options.Folder, clock);
        _eraser = new ArchiveEraser(_options.Folder, clock);
    }

    public bool Enabled => _writer is not null;

    public async Task AppendAsync(IReadOnlyList<ByteString> records)
    {
        if (_writer is null || records.Count == 0)
            return;
        var result = await _writer.AppendAsync(records, CancellationToken.None);
        Note(result.Error);
        if (result.Error is { } error)
        {
            _instruments.OnRefused(records.Count);
            throw new IOException($"The event archive could not take {records.Count} events: {error}");
        }
        _instruments.OnArchived(records.Count);
    }

    /// <summary>Null if appends work. After one that failed the disk is asked again, so that this doesn't wait for an event to come.</summary>
    public async Task<string?> FaultAsync(CancellationToken ct)
    {
        if (_writer is not null && _fault is not null)
            Note((await _writer.AppendAsync([], ct)).Error);
        return _fault;
    }

    /// <summary>Finishes this writer's segment, and compacts what is finished.</summary>
    /// <exception cref="IOException">The folder is full or away.</exception>
    public async Task<CompactionResult> CompactAsync(CancellationToken ct)
    {
        await _writer!.FinishSegmentAsync(ct);
        return await _compactor.RunAsync(ct);
    }

    /// <summary>Removes users of whom nothing more is appended. See <see cref="RemovalResult.OpenSegments"/> for when that is complete.</summary>
    /// <exception cref="IOException">The folder is full or away; call again.</exception>
    public async Task<RemovalResult> RemoveUsersAsync(IReadOnlySet<string> users, CancellationToken ct)
    {
        // What was archived before it was switched off is there still.
        if (_writer is null && !Directory.Exists(_options.Folder))
            return new RemovalResult(0, new Dictionary<string, long>(), 0, []);
        if (_writer is not null)
            await _writer.FinishSegmentAsync(ct);
        return await _eraser.RemoveUsersAsync(users, ct);
    }

    public ValueTask DisposeAsync() => _writer?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Logs changes only: while the disk is full every batch fails, and comes again.</summary>
    private void Note(string? fault)
    {
        var known = Interlocked.Exchange(ref _fault, fault);
        if (fault is not null && known != fault)
            LogFault(_options.Folder, fault);
        else if (fault is null && known is not null)
            LogRecovered(_options.Folder);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The event archive {Folder} takes no events, so none are acknowledged: {Reason}")]
    private partial void LogFault(string folder, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The event archive {Folder} takes events again")]
    private partial void LogRecovered(string folder);
}
