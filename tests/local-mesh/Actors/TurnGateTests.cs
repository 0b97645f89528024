using UserRep.LocalMesh.Actors.Hosting;

namespace UserRep.LocalMesh.Tests.Actors;

public sealed class TurnGateTests
{
    [Fact]
    public async Task Exit_LetsWaitersInByArrival_AndPassesOverTheCancelled()
    {
        var gate = new TurnGate();
        using var gaveUp = new CancellationTokenSource();
        await gate.EnterAsync(CancellationToken.None);
        var first = gate.EnterAsync(gaveUp.Token);
        var second = gate.EnterAsync(CancellationToken.None);
        var third = gate.EnterAsync(CancellationToken.None);
        await gaveUp.CancelAsync();
        gate.Exit();
        await second;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(third.IsCompleted);
        Assert.False(gate.TryEnter());
        gate.Exit();
        await third;
        gate.Exit();
        Assert.True(gate.TryEnter());
    }
}
