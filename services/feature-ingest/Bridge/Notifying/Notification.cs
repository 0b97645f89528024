using System.IO.Hashing;
using System.Text;

namespace UserRep.FeatureIngest.Bridge.Notifying;

/// <summary>A message for the bus. Its id follows from what it tells, so whoever tells it again sends the same id.</summary>
internal sealed record Notification(string What, object Message)
{
    public Guid Id { get; } = new(XxHash128.Hash(Encoding.UTF8.GetBytes(What)));
}
