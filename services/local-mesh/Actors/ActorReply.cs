using UserRep.LocalMesh.Sidecars;

namespace UserRep.LocalMesh.Actors;

/// <summary>Either the app's answer, read to its end, or why there is none.</summary>
internal sealed record ActorReply(DaprError? Error, HttpResponseMessage? Response) : IDisposable
{
    private const string CancelHeader = "X-DaprReminderCancel";

    /// <summary>A timer's or reminder's callback asks for no more of them.</summary>
    public bool CancelsSchedule =>
        Response?.Headers.NonValidated.TryGetValues(CancelHeader, out var value) == true && string.Equals(value.ToString(), "true", StringComparison.OrdinalIgnoreCase);

    public static ActorReply Failed(DaprError error) => new(error, null);

    public void Dispose() => Response?.Dispose();
}
