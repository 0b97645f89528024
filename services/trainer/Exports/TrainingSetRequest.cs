using UserRep.Trainer.Events;

namespace UserRep.Trainer.Exports;

/// <param name="LabelsPath">A table (CSV, gzip too, or Parquet) with the columns user_id, time (ISO 8601; UTC where it names no offset) and any others, which are carried over.</param>
/// <param name="OutPath">The Parquet file to write; one that is there is replaced once the new one is whole.</param>
/// <param name="MaxErrors">Label rows that may be left out. Default: any number.</param>
public sealed record TrainingSetRequest(IEventSource Source, string BundleFolder, string LabelsPath, string OutPath, long MaxErrors = long.MaxValue);
