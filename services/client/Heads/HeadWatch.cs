using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UserRep.Client.Telemetry;
using UserRep.Contracts.Reads;

namespace UserRep.Client.Heads;

/// <summary>Tells when a model is served from another version than before.</summary>
internal sealed partial class HeadWatch(IOptions<UserRepresentationsOptions> options, ClientInstruments instruments, ILogger<HeadWatch> logger)
{
    private readonly Lock _lock = new();
    private (string Version, string Assignment)? _last;

    public void OnAnswer(UserRepresentations answer)
    {
        // Users of a canary say nothing of the pin.
        var group = answer.Groups.FirstOrDefault(g => g.Assignment == Assignments.Pin) ?? answer.Groups.FirstOrDefault(g => g.Assignment == Assignments.PreviousPin);
        if (group is null || Change(answer.Model, group) is not { } change)
            return;
        if (change.Assignment == Assignments.Pin)
            LogMoved(change.Model, change.To, change.From);
        else
            LogBehind(change.Model, change.To);
        instruments.OnHeadChange(change);
        try
        {
            options.Value.OnHeadChange?.Invoke(change);
        }
        catch (Exception e)
        {
            // The vectors are good; what a caller does with the news is its own.
            LogCallbackFailed(e, change.Model);
        }
    }

    private HeadChange? Change(string model, RepresentationGroup group)
    {
        var now = (group.EncoderVersion, group.Assignment);
        lock (_lock)
        {
            if (_last == now)
                return null;
            var from = _last?.Version;
            var first = _last is null;
            _last = now;
            return first && group.Assignment == Assignments.Pin ? null : new HeadChange(model, from, group.EncoderVersion, group.Assignment);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Model} is served from {Version} now, before it was {Before}: the head of that version is the one to use")]
    private partial void LogMoved(string model, string version, string? before);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Model} is served from its previous pin {Version}: it is pinned to a version that no head is configured for; release that head before {Version} is taken away")]
    private partial void LogBehind(string model, string version);

    [LoggerMessage(Level = LogLevel.Error, Message = "OnHeadChange of {Model} failed")]
    private partial void LogCallbackFailed(Exception e, string model);
}
