using System.Net;
using System.Net.Sockets;

namespace UserRep.Tests.Shared;

internal static class Ports
{
    // tye.yaml's and playground's ports; offsets move all of them.
    private static readonly int[] Fixed = [3500, 3501, 3502, 3503, 3504, 3505, 5101, 5102, 5103, 5104, 5105, 50010, 50011, 50012, 50013, 50014, 50015];
    private static int s_next = Environment.ProcessId % 40 * 100;

    /// <summary>An offset at which every port is free.</summary>
    public static int FreeOffset()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            s_next = s_next % 8000 + 100;
            if (Fixed.All(p => IsFree(p + s_next)))
                return s_next;
        }
        throw new InvalidOperationException("No offset with free ports was found.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
