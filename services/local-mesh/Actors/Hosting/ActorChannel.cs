using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.Sidecars;
using UserRep.LocalMesh.Sidecars.Invocation;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Actors.Hosting;

/// <summary>The calls that a sidecar makes to an app that hosts actors.</summary>
internal sealed partial class ActorChannel(IAppChannel channel, TimeProvider time, ILogger<ActorChannel> logger)
{
    // An error's text from the app goes into ours, up to here.
    private const int MaxErrorText = 4096;

    // A deactivation that hangs must not hold up the actor's next host for ever.
    private static readonly TimeSpan DeactivationLimit = TimeSpan.FromSeconds(10);

    /// <summary>The handshake: which types the app hosts. Null: it hosts none.</summary>
    public async Task<ActorHost?> ReadConfigAsync(AppReplica replica, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, "/dapr/config");
        using var response = await channel.SendAsync(replica, request, ct);
        if (!response.IsSuccessStatusCode)
        {
            if (response.StatusCode != HttpStatusCode.NotFound)
                LogNoConfig(replica, (int)response.StatusCode);
            return null;
        }
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(ct);
            var config = await JsonSerializer.DeserializeAsync<ActorConfigBody>(body, HttpJson.Options, ct);
            return config?.Types() is { Count: > 0 } types ? new ActorHost(replica, types) : null;
        }
        catch (JsonException failure)
        {
            LogBadConfig(replica, failure);
            return null;
        }
    }

    /// <summary>Calls a method, a timer (<c>timer/name</c>) or a reminder (<c>remind/name</c>). Nothing is thrown.</summary>
    public async Task<ActorReply> InvokeAsync(AppReplica replica, ActorKey key, string method, ActorMessage message, string? chain, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Put, $"{Path(key)}/method/{method}");
        request.Content = new ReadOnlyMemoryContent(message.Body);
        message.Headers.CopyTo(request);
        if (chain is not null)
        {
            request.Headers.Remove(ActorMessage.ReentrancyHeader);
            request.Headers.Add(ActorMessage.ReentrancyHeader, chain);
        }
        try
        {
            var response = await channel.SendAsync(replica, request, ct);
            // Read to the end within the turn: a slow caller must not keep the actor busy, nor an app answer beyond its turn.
            await response.Content.LoadIntoBufferAsync(ct);
            if (response.IsSuccessStatusCode)
                return new ActorReply(null, response);
            using (response)
                return ActorReply.Failed(DaprErrors.ActorInvoke($"error from actor service: ({(int)response.StatusCode}) {await ErrorTextAsync(response, ct)}"));
        }
        catch (HttpRequestException failure)
        {
            return ActorReply.Failed(DaprErrors.ActorInvoke($"actor {key} on {replica}: {failure.Message}"));
        }
        catch (OperationCanceledException)
        {
            return ActorReply.Failed(DaprErrors.ActorInvoke($"actor {key} moved away from {replica} before the call ended"));
        }
    }

    /// <summary>Tells the app to let go of the actor. What fails is logged: the actor is moved or forgotten all the same.</summary>
    public async Task DeactivateAsync(AppReplica replica, ActorKey key)
    {
        using var limit = new CancellationTokenSource(DeactivationLimit, time);
        try
        {
            using var request = Request(HttpMethod.Delete, Path(key));
            using var response = await channel.SendAsync(replica, request, limit.Token);
            if (!response.IsSuccessStatusCode)
                LogNotDeactivated(key, replica, $"status {(int)response.StatusCode}");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            LogNotDeactivated(key, replica, failure.Message);
        }
    }

    private static string Path(ActorKey key) => $"/actors/{Uri.EscapeDataString(key.Type)}/{Uri.EscapeDataString(key.Id)}";

    private static HttpRequestMessage Request(HttpMethod method, string path) => new(method, new Uri(path, UriKind.Relative));

    private static async Task<string> ErrorTextAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var text = await response.Content.ReadAsStringAsync(ct);
        return text.Length <= MaxErrorText ? text : text[..MaxErrorText];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Replica} answered /dapr/config with something that is not an actor configuration")]
    private partial void LogBadConfig(AppReplica replica, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Replica} answered /dapr/config with status {Status}: it hosts no actors")]
    private partial void LogNoConfig(AppReplica replica, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Actor {Key} was not deactivated on {Replica}: {Reason}")]
    private partial void LogNotDeactivated(ActorKey key, AppReplica replica, string reason);
}
