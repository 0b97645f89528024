namespace UserRep.LocalMesh.Hosting;

/// <param name="DataFolder">Absolute; everything the mesh writes goes under it.</param>
/// <param name="Replicas">More than one replica, by app-id.</param>
/// <param name="PortOffset">Added to every port of tye.yaml and of playground.</param>
/// <param name="Samples">Whether the services under services/samples run, too.</param>
internal sealed record MeshSettings(string TyeFile, string DataFolder, IReadOnlyDictionary<string, int> Replicas, int PortOffset, bool Samples = true)
{
    public string BundleFolder => Path.Combine(DataFolder, "bundles");

    /// <summary>Of accepted events; feature-ingest writes it where tye.yaml switches that on.</summary>
    public string ArchiveFolder => Path.Combine(DataFolder, "archive");

    /// <summary>Where a sample model finds its heads.</summary>
    public string HeadFolder(string appId) => Path.Combine(DataFolder, "samples", appId, "heads");
}
