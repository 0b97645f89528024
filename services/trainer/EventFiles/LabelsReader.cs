using UserRep.Trainer.Events;

namespace UserRep.Trainer.EventFiles;

/// <summary>Reads what came of users. A label that is mapped as input too is a fault.</summary>
internal sealed class LabelsReader
{
    private readonly List<(string Name, OutcomeMapping Outcome, Column Column)> _outcomes;
    private readonly TimeColumn? _churn;
    private readonly Dictionary<string, Dictionary<string, bool>> _values;
    private readonly Dictionary<string, long> _leftAt;

    private LabelsReader(LabelsMapping mapping, ColumnScope scope, Dictionary<string, Dictionary<string, bool>> values, Dictionary<string, long> leftAt)
    {
        (_values, _leftAt) = (values, leftAt);
        _outcomes = [.. (mapping.Outcomes ?? new Dictionary<string, OutcomeMapping>()).Select(o => (o.Key, o.Value, scope.Label(o.Value.Column, o.Key)))];
        _churn = mapping.Churn is { } churn ? new TimeColumn(churn, scope.Label(churn.Column, "churn"), scope) : null;
    }

    /// <param name="set">Whose other files are read already: their columns are its inputs.</param>
    public static SourceLabels Read(LabelsMapping mapping, DataSet set)
    {
        var values = (mapping.Outcomes ?? new Dictionary<string, OutcomeMapping>()).ToDictionary(o => o.Key, _ => new Dictionary<string, bool>());
        var leftAt = new Dictionary<string, long>();
        JoinedFile.Each(set.PathOf(mapping.File), mapping.Table, mapping.Where, set, scope =>
        {
            var reader = new LabelsReader(mapping, scope, values, leftAt);
            return (scope.Key(mapping.Key), reader.Take);
        });
        return new SourceLabels(values.ToDictionary(o => o.Key, o => (IReadOnlyDictionary<string, bool>)o.Value), mapping.Churn is null ? null : leftAt);
    }

    private string? Take(ReadOnlySpan<char> key)
    {
        var user = key.ToString();
        foreach (var (name, outcome, column) in _outcomes)
        {
            if (outcome.Of(column.Read()) is { } value && !_values[name].TryAdd(user, value) && _values[name][user] != value)
                return $"its user {user} has another {name} in an earlier row";
        }
        if (_churn is null or { IsEmpty: true })
            return null;
        if (_churn.Read(out var at) is { } reason)
            return reason;
        return _leftAt.TryAdd(user, at) || _leftAt[user] == at ? null : $"its user {user} left at another time in an earlier row";
    }
}
