using UserRep.LocalMesh.MainJob;
using UserRep.LocalMesh.Processes;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Hosting;

/// <summary>Everything the mesh will run, read and checked before anything starts.</summary>
internal sealed record MeshPlanned(MeshSettings Settings, MeshPlan Plan, ComponentSet Components, IReadOnlyList<ProcessSpec> Processes)
{
    /// <exception cref="MeshFault">A file is wrong or a port is taken; each fault is named with file and line.</exception>
    public static MeshPlanned Read(MeshSettings settings)
    {
        var tye = Or(TyeFileReader.Read(settings.TyeFile));
        if (!settings.Samples)
            tye = tye with { Services = [.. tye.Services.Where(s => !s.IsSample)] };
        var components = Or(ComponentReader.Read(tye.ComponentsPath, settings.DataFolder));
        var plan = Or(MeshPlan.Create(tye, settings.Replicas, settings.PortOffset));
        if (components.ForNoOne([.. plan.Replicas.Select(r => r.Replica.AppId).Distinct()]) is { Count: > 0 } forNoOne)
            throw new MeshFault(forNoOne.Select(e => e.ToString()));
        // What services can't find out by themselves: where this mesh keeps its bundles, its archive and its sample's heads.
        var everyone = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            [Contracts.Mesh.AppIds.Encoder] = new Dictionary<string, string> { ["Encoder__BundleRoot"] = settings.BundleFolder },
            [Contracts.Mesh.AppIds.FeatureIngest] = new Dictionary<string, string> { ["EventArchive__Folder"] = settings.ArchiveFolder },
            [SampleModel.AppId] = new Dictionary<string, string> { ["SampleRanker__HeadFolder"] = settings.HeadFolder(SampleModel.AppId) },
        };
        var processes = Or(ProcessSpecs.Create(plan, tye.File, ProjectOutput.Configuration, everyone));
        if (plan.CheckPortsFree() is { Count: > 0 } taken)
        {
            var others = taken.Count == 1 ? "is" : $"and {taken.Count - 1} more are";
            throw new MeshFault($"port {taken[0].Port}, meant for {taken[0].Purpose}, {others} in use; end what listens there (another mesh?), or move this one with --port-offset 1000");
        }
        return new MeshPlanned(settings, plan, components, processes);
    }

    private static T Or<T>(Parsed<T> parsed)
        where T : class =>
        parsed.Value ?? throw new MeshFault(parsed.Errors.Select(e => e.ToString()));
}
