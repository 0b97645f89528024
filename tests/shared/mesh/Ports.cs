using System.Net;
using System.Net.Sockets;

namespace UserRep.Tests.Shared;

internal static class Ports
{
    // Playground's ports, tye.yaml's, and those of the contract suite's apps; offsets move all of them.
    private static readonly int[] Fixed = [.. Enumerable.Range(3500, 7), .. Enumerable.Range(5101, 6), .. Enumerable.Range(50010, 7)];
    private static int s_next = Environment.ProcessId % 40 * 100;

    /// <summary>An offset at which every port is free.</summary>
    public static int FreeOffset()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            s_next = s_next % 8000 + 100;
            if (AreFree(Fixed.Select(p => p + s_next)))
                return s_next;
        }
        throw new InvalidOperationException("No offset with free ports was found.");
    }

    public static bool AreFree(IEnumerable<int> ports) => ports.All(IsFree);

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
