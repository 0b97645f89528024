namespace UserRep.Trainer.FeatureRows;

/// <summary>A training row: a user's first <paramref name="Events"/> events, seen at a day.</summary>
internal readonly record struct RowPoint(int Events, int AsOfDay);
