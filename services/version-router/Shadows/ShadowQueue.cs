using System.Threading.Channels;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Shadows;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Shadows;

/// <summary>Reads that wait to be compared. Where it is full, one more is dropped and counted: a read never waits for a shadow.</summary>
internal sealed class ShadowQueue(ShadowLog log, VersionRouterInstruments instruments, IOptions<ShadowOptions> options)
{
    private readonly Channel<ShadowRead> _reads = Channel.CreateBounded<ShadowRead>(options.Value.Queue);

    public ChannelReader<ShadowRead> Reads => _reads.Reader;

    public void Offer(Assigned assigned, ServedGroup served, long? notBefore)
    {
        if (assigned.Shadow is not { } shadow || served.Group.Version.Version == shadow.Version || (options.Value.Share < 1 && Random.Shared.NextDouble() >= options.Value.Share))
            return;
        var model = assigned.Model.Model;
        if (_reads.Writer.TryWrite(new ShadowRead(model, shadow, served.Group.UserIds, served.Columns.Statuses, served.Columns.AsOf, notBefore)))
            return;
        log.Add(model, shadow.Version, new ShadowCounts(Dropped: 1));
        instruments.OnShadow(model, shadow.Version, "dropped");
    }
}
