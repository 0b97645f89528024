namespace UserRep.Contracts.Adapters;

/// <summary>An adapter as version-router lists it: its weights and what it loses are in the adapter's own document, <c>GET /v1/adapters/{id}</c>.</summary>
/// <param name="From">The version whose vectors it reads.</param>
/// <param name="To">The version whose space it maps into.</param>
/// <param name="InUse">A version is served through it.</param>
public sealed record AdapterInfo(string Id, string From, string To, string Kind, bool Simulated, DateTimeOffset RegisteredAt, bool InUse);
