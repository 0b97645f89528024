namespace UserRep.LocalMesh.Processes;

/// <summary>The last lines of a child, to show when it fails.</summary>
internal sealed class OutputTail(int lines = 40)
{
    private readonly Queue<string> _lines = new(lines);

    public void Add(string line)
    {
        lock (_lines)
        {
            if (_lines.Count == lines)
                _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    public IReadOnlyList<string> Last()
    {
        lock (_lines)
            return [.. _lines];
    }
}
