namespace UserRep.Contracts.Versions;

/// <summary>Body of <c>PUT /v1/models/{model}/canaries</c>: all canaries of a model, in place of those it has.</summary>
/// <param name="Canaries">None: no canary runs any more.</param>
/// <param name="Why">For the audit.</param>
public sealed record CanaryList(IReadOnlyList<Canary>? Canaries = null, string? Why = null);
