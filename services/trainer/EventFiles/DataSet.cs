namespace UserRep.Trainer.EventFiles;

/// <summary>What the files of one data set share while they are read.</summary>
/// <param name="Source">Stands in front of made-up event ids.</param>
/// <param name="Folder">That joined files are relative to.</param>
/// <param name="Faults">Of mapping and files, all of them.</param>
internal sealed record DataSet(string Source, string Folder, ReadReport Report, List<string> Faults)
{
    public UserTimes Users { get; } = new();

    public Persons Persons { get; } = new();

    public PickCollector Picks { get; } = new(Source);

    /// <summary>Columns that end in events, so that no label can be among them.</summary>
    public ColumnUses Inputs { get; } = new();

    public string PathOf(string file) => Path.Combine(Folder, file);
}
