namespace UserRep.Trainer.EventFiles;

/// <summary>Columns of files, by number, however a mapping names them.</summary>
internal sealed class ColumnUses
{
    private readonly HashSet<(string Path, int Place)> _uses = [];

    public void Add(string path, int place) => _uses.Add((Path.GetFullPath(path), place));

    public bool Has(string path, int place) => _uses.Contains((Path.GetFullPath(path), place));
}
