namespace UserRep.Trainer.FeatureRows;

/// <summary>A training row: a user's first <paramref name="Events"/> events, seen at a day.</summary>
/// <param name="StartOfDay">Whether nothing of the day has happened yet.</param>
internal readonly record struct RowPoint(int Events, int AsOfDay, bool StartOfDay = false)
{
    /// <summary>The first day of which all is still to come, or may be.</summary>
    public int FirstDayAhead => StartOfDay ? AsOfDay : AsOfDay + 1;
}
