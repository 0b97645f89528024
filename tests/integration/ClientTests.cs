using Microsoft.Extensions.DependencyInjection;
using UserRep.Client;
using UserRep.Contracts.Mesh;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>The client against the real services, through playground's sidecar.</summary>
[Collection(LiveMeshCollection.Name)]
public sealed class ClientTests(LiveMesh mesh)
{
    [Fact]
    public async Task Get_MoreUsersThanOneCallTakes_EqualsTheJsonReadAndIsOfOneVersion()
    {
        var known = mesh.Histories().Keys.Order(StringComparer.Ordinal).Take(200).ToArray();
        string[] users = [.. known.SelectMany((u, i) => Enumerable.Range(0, 6).Select(n => $"nobody-{i}-{n}").Prepend(u))];
        var json = await mesh.Client.ReadAsync(LiveMesh.Model, known);
        await using var services = Services(LiveMesh.Model);

        var answer = await services.GetRequiredService<IUserRepresentations>().GetAsync(users);

        Assert.Equal(1_400, answer.Count);
        Assert.Equal(users, answer.Select(u => u.UserId));
        Assert.Equal((json.EncoderVersion, json.EmbeddingSpaceId, json.Dimension, json.Metric), (answer.EncoderVersion, answer.Single.EmbeddingSpaceId, answer.Single.Dimension, answer.Single.Metric));
        Assert.Equal(json.Statuses.Count(s => s == "PRESENT"), answer.Count(u => u.Status == RepresentationStatus.Present));
        var found = answer.Where(u => !u.UserId.StartsWith("nobody", StringComparison.Ordinal)).ToArray();
        Assert.Equal(json.AsOf, found.Select(u => u.AsOf));
        for (var i = 0; i < known.Length; i++)
            Assert.Equal(json.Embeddings[i] ?? [], found[i].Vector.ToArray());
    }

    [Fact]
    public async Task Get_MaxAgeBelowTheVectorsAge_IsOutsideMaxAge()
    {
        await using var services = Services(LiveMesh.Model);

        var user = (await services.GetRequiredService<IUserRepresentations>().GetAsync([mesh.Histories().Keys.First()], new ReadOptions { MaxAge = TimeSpan.FromSeconds(1) }))[0];

        Assert.Equal((RepresentationStatus.OutsideMaxAge, false), (user.Status, user.HasVector));
        Assert.NotNull(user.AsOf);
    }

    [Theory]
    [InlineData("ranker-x", "v1", null, AppIds.VersionRouter, "MODEL_NOT_FOUND")]
    [InlineData(LiveMesh.Model, "v9", null, AppIds.VersionRouter, "PIN_MISMATCH")]
    [InlineData(LiveMesh.Model, "v1", "elsewhere", AppIds.VersionRouter, ClientCodes.SpaceMismatch)]
    [InlineData("sample-ranker", "v1", null, AppIds.VersionRouter, "NOT_ALLOWED")]
    [InlineData(LiveMesh.Model, "v1", null, "no-such-app", "ERR_DIRECT_INVOKE")]
    public async Task Get_CannotBeServed_IsTheCode(string model, string version, string? space, string router, string code)
    {
        await using var services = Services(model, new Head(version, space), router);

        var e = await Assert.ThrowsAsync<UserRepresentationsException>(() => services.GetRequiredService<IUserRepresentations>().GetAsync(["u"]));

        Assert.Equal(code, e.Code);
    }

    private ServiceProvider Services(string model, Head? head = null, string router = AppIds.VersionRouter)
    {
        var services = new ServiceCollection();
        services.AddUserRepresentations(o =>
        {
            o.Model = model;
            o.Heads.Add(head ?? new Head("representation@v1"));
            o.RouterAppId = router;
            o.SidecarAddress = new Uri($"http://127.0.0.1:{3500 + mesh.PortOffset}");
            // A test machine may be busy; nothing here is about time.
            o.Timeout = TimeSpan.FromSeconds(30);
        });
        return services.BuildServiceProvider();
    }
}
