using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Adapters;

internal static class AdapterProblems
{
    public static Problem Refused(IReadOnlyList<string> faults) =>
        Problem.Invalid("ADAPTER_REFUSED", $"The adapter is not usable: {string.Join("; ", faults)}.").With("faults", faults);

    public static Problem TooLarge(long bytes) =>
        new(StatusCodes.Status413PayloadTooLarge, "ADAPTER_TOO_LARGE", $"An adapter's document may have {bytes:N0} bytes.");

    public static Problem NotFound(string id, RegistryDocument registry) =>
        Problem.NotFound("ADAPTER_NOT_FOUND", $"There is no adapter '{id}': userrep adapter fit makes one, userrep adapter push hands it in.").With("adapters", registry.KnownAdapters.Select(a => a.Id));

    public static Problem TooMany(int most) =>
        Problem.Conflict("TOO_MANY_ADAPTERS", $"There are {most} adapters already: delete those that are not in use (DELETE /v1/adapters/{{id}}).");

    public static Problem InUse(AdapterRecord adapter, IReadOnlyList<string> versions) =>
        Problem.Conflict("ADAPTER_IN_USE", $"{string.Join(", ", versions)} is served through adapter {adapter.Name}: encode it again (POST /v1/versions/{{version}}/backfill) or retire it first.").With("versions", versions);

    public static Problem OtherVersion(AdapterRecord adapter, string version) =>
        Problem.Conflict("ADAPTER_OF_ANOTHER", $"Adapter {adapter.Name} maps {adapter.From} into the space of {adapter.To}, not of {version}.");

    public static Problem SourceNotKeptUp(AdapterRecord adapter, VersionRecord? source) =>
        Problem.Conflict("ADAPTER_SOURCE_COLD", source is { AdapterId: not null }
            ? $"{adapter.From} is itself served through an adapter: what is mapped twice was measured by nobody."
            : $"{adapter.From} is {source?.State.ToString() ?? "gone"}: a version can be served from one that is Ready, Serving or Draining.");

    /// <summary>What must go on being encoded, because others live on it.</summary>
    public static Problem IsSource(VersionRecord version, IReadOnlyList<string> served) =>
        Problem.Conflict("VERSION_IN_USE", $"{string.Join(", ", served)} is served from {version.Version} through an adapter: encode it again or retire it first.").With("versions", served);

    public static Problem NotAccepted(VersionRecord version, IReadOnlyList<string> models) =>
        Problem.Conflict("ADAPTED_NOT_ACCEPTED", $"{string.Join(", ", models)} {(models.Count == 1 ? "is" : "are")} pinned to {version.Version} and {(models.Count == 1 ? "has" : "have")} not agreed to adapted vectors (PUT /v1/models/{{model}} with acceptsAdapted, or userrep head --accepts-adapted).")
            .With("models", models);

    public static Problem TriedOut(VersionRecord version, IReadOnlyList<string> models) =>
        Problem.Conflict("VERSION_IN_USE", $"{version.Version} is a canary or a shadow of {string.Join(", ", models)}: end that first.").With("models", models);

    public static Problem StillAdapted(ModelInfo model, VersionRecord version) =>
        Problem.Conflict("STILL_ADAPTED", $"Model '{model.Model}' is pinned to {version.Version}, which has only adapted vectors (from {version.ServedFrom}): encode {version.Version} again (POST /v1/versions/{version.Version}/backfill), or migrate the model, before it stops accepting them.");

    public static Problem Unavailable(VersionRecord version, string? why) =>
        Problem.Unavailable("ADAPTER_UNAVAILABLE", $"{version.Version} is served from {version.ServedFrom} through adapter {version.AdapterId}, which can't be used: {why}. Nothing else is served in its place.");

    public static Problem NoNeighbours(VersionRecord version) =>
        Problem.Conflict("NEIGHBOURS_ADAPTED", $"{version.Version} has no vectors of its own to search in: it is served from {version.ServedFrom} through an adapter, and whose vectors are nearest there need not be nearest here. Ask as a model that is pinned to {version.ServedFrom}.");
}
