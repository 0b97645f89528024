using UserRep.LocalMesh.Actors;
using UserRep.LocalMesh.Actors.Hosting;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Tests.Actors;

public sealed class PlacementTests
{
    private const int Actors = 3000;

    [Fact]
    public void Find_ReplicaJoinsOrLeaves_MovesOnlyItsOwnShare()
    {
        var (a, b, c) = (Host(0), Host(1), Host(2));
        var two = Placement.Empty.With(a).With(b);
        var three = two.With(c);
        var moved = 0;
        for (var i = 0; i < Actors; i++)
        {
            var key = new ActorKey("T", $"shard-{i}");
            if (three.Find(key) == c)
                moved++;
            else
                Assert.Same(two.Find(key), three.Find(key));
            Assert.Same(two.Find(key), three.Without(c.Replica).Find(key));
        }
        Assert.InRange(moved, Actors / 3 - 200, Actors / 3 + 200);
    }

    [Fact]
    public void Find_TypeHostedNowhere_IsNull()
    {
        Assert.Null(Placement.Empty.Find(new ActorKey("T", "1")));
        Assert.Null(Placement.Empty.With(Host(0)).Find(new ActorKey("Other", "1")));
    }

    private static ActorHost Host(int index) =>
        new(new AppReplica("app", index, 1, 2, 3), new Dictionary<string, ActorTypeConfig> { ["T"] = ActorTypeConfig.Default });
}
