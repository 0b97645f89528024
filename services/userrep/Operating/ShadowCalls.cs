using UserRep.Command.Mesh;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Shadows;
using UserRep.Contracts.Versions;

namespace UserRep.Command.Operating;

internal static class ShadowCalls
{
    /// <summary>What the shadows that run have shown.</summary>
    public static Task<MeshAnswer<ShadowReport>[]> OfAsync(MeshClient mesh, IEnumerable<ModelInfo> models, CancellationToken ct) => Task.WhenAll(
        models.Where(m => m.Shadow is not null).Select(m => mesh.GetAsync<ShadowReport>(AppIds.VersionRouter, $"/v1/models/{Uri.EscapeDataString(m.Model)}/shadow", ct)));
}
