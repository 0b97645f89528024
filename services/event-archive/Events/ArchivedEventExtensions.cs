using UserRep.Contracts.Events;

namespace UserRep.EventArchive.Events;

public static class ArchivedEventExtensions
{
    public static int Day(this ArchivedEvent e) => UnixDay.Of(e.At);
}
