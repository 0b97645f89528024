using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using UserRep.LocalMesh.PubSub.Journal;

namespace UserRep.LocalMesh.Tests.PubSub;

/// <summary>
/// A disk that can lose power: of what was not flushed, any sector may be there or not, and so may any name in a folder that was not flushed.
/// Simulated over real files, whose content at each flush is remembered.
/// </summary>
internal sealed class VolatileDisk(string root) : JournalDisk
{
    private const int SectorBytes = 512;

    private readonly Lock _gate = new();
    private readonly Dictionary<SafeFileHandle, Inode> _open = [];
    private readonly Dictionary<string, Inode> _named = [];
    private readonly Dictionary<string, Dictionary<string, Inode>> _durableNames = [];
    private readonly HashSet<string> _durableFolders = [];

    /// <summary>Writes and flushes of files, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>Closed, it keeps flushes waiting.</summary>
    public ManualResetEventSlim MayFlush { get; } = new(initialState: true);

    /// <summary>What is on a disk that was used before.</summary>
    public VolatileDisk Adopt()
    {
        foreach (var folder in Directory.GetDirectories(root, "*", SearchOption.AllDirectories).Append(root))
        {
            foreach (var file in Directory.GetFiles(folder).Where(f => Path.GetFileName(f) != "lock"))
                _named[file] = new Inode { Durable = File.ReadAllBytes(file) };
            Remember(folder);
        }
        return this;
    }

    public override SafeFileHandle Open(string path, FileMode mode)
    {
        lock (_gate)
        {
            var handle = base.Open(path, mode);
            if (!_named.TryGetValue(path, out var inode))
                _named[path] = inode = new Inode();
            _open[handle] = inode;
            return handle;
        }
    }

    public override void Write(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> buffers, long offset)
    {
        base.Write(file, buffers, offset);
        Calls.Enqueue("write");
    }

    public override void Flush(SafeFileHandle file)
    {
        MayFlush.Wait();
        base.Flush(file);
        lock (_gate)
        {
            _open[file].Durable = Content(file);
        }
        Calls.Enqueue("flush");
    }

    public override void Move(string from, string to)
    {
        lock (_gate)
        {
            base.Move(from, to);
            _named.Remove(from, out var inode);
            _named[to] = inode!;
        }
    }

    public override void Delete(string path)
    {
        lock (_gate)
        {
            base.Delete(path);
            _named.Remove(path);
        }
    }

    public override void FlushFolder(string folder)
    {
        base.FlushFolder(folder);
        lock (_gate)
            Remember(folder);
    }

    /// <summary>The folder as it may be found when the power is back. The journal goes on, unknowing.</summary>
    public TempFolder LosePower(Random random)
    {
        var after = new TempFolder();
        lock (_gate)
        {
            foreach (var (folder, durable) in _durableNames.Where(f => IsReachable(f.Key)))
            {
                var target = after.File(Path.GetRelativePath(root, folder));
                Directory.CreateDirectory(target);
                var now = _named.Where(n => Path.GetDirectoryName(n.Key) == folder).ToDictionary(n => Path.GetFileName(n.Key), n => n.Value);
                foreach (var name in durable.Keys.Union(now.Keys))
                {
                    var (before, current) = (durable.GetValueOrDefault(name), now.GetValueOrDefault(name));
                    // A change of names that was not flushed may have come to the disk all the same.
                    if ((before == current || random.Next(2) == 0 ? current : before) is { } inode)
                        File.WriteAllBytes(Path.Combine(target, name), Torn(inode, random));
                }
            }
        }
        return after;
    }

    private bool IsReachable(string folder) => folder == root || (_durableFolders.Contains(folder) && IsReachable(Path.GetDirectoryName(folder)!));

    private void Remember(string folder)
    {
        _durableNames[folder] = _named.Where(n => Path.GetDirectoryName(n.Key) == folder).ToDictionary(n => Path.GetFileName(n.Key), n => n.Value);
        foreach (var below in Directory.GetDirectories(folder))
            _durableFolders.Add(below);
    }

    private byte[] Torn(Inode inode, Random random)
    {
        var current = Current(inode);
        if (current.AsSpan().SequenceEqual(inode.Durable))
            return inode.Durable;
        var torn = new byte[random.Next(2) == 0 ? current.Length : random.Next(Math.Min(current.Length, inode.Durable.Length), Math.Max(current.Length, inode.Durable.Length) + 1)];
        for (var at = 0; at < torn.Length; at += SectorBytes)
        {
            var source = random.Next(2) == 0 ? current : inode.Durable;
            var size = Math.Clamp(source.Length - at, 0, Math.Min(SectorBytes, torn.Length - at));
            source.AsSpan(Math.Min(at, source.Length), size).CopyTo(torn.AsSpan(at));
        }
        return torn;
    }

    private byte[] Current(Inode inode)
    {
        try
        {
            return _open.FirstOrDefault(o => o.Value == inode && !o.Key.IsClosed).Key is { } handle ? Content(handle) : inode.Durable;
        }
        catch (ObjectDisposedException)
        {
            // Closed just now, by a segment that is dropped.
            return inode.Durable;
        }
    }

    private static byte[] Content(SafeFileHandle file)
    {
        var bytes = new byte[RandomAccess.GetLength(file)];
        for (var read = 0; read < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(read), read) is var n and > 0;)
            read += n;
        return bytes;
    }

    private sealed class Inode
    {
        public byte[] Durable { get; set; } = [];
    }
}
