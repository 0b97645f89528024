namespace UserRep.Client;

/// <summary>The version that a model is served from has changed, so another head is in use from here on.</summary>
/// <param name="From">The version before; null where the client has not seen one.</param>
/// <param name="To">The version now.</param>
/// <param name="Assignment">
/// <c>pin</c>; or <c>previous-pin</c>: the pin has moved to a version that no head is configured for, and the client is served from the one before for as long as that is kept warm.
/// </param>
public sealed record HeadChange(string Model, string? From, string To, string Assignment);
