using System.Globalization;
using Parquet;
using Parquet.Schema;
using UserRep.Contracts.TrainingSets;
using UserRep.Features.Bundles;
using UserRep.Trainer.Tables;

namespace UserRep.Trainer.Exports;

/// <summary>Writes a training set, row groups as they fill, and signs what it writes.</summary>
internal sealed class TrainingSetWriter : IDisposable
{
    private const int GroupRows = 8_192;

    private readonly LabelTable _labels;
    private readonly TrainingSetStamp _stamp;
    private readonly RowsHash _hashOfRows = new();
    private readonly FileStream _file;
    private readonly ParquetWriter _writer;
    private readonly DataField _user = new DataField<string>(TrainingSetFile.User);
    private readonly DataField _asOf = new DateTimeDataField(TrainingSetFile.AsOf, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Millis);
    private readonly DataField _hash = new DataField<ulong>(TrainingSetFile.FeaturesHash);
    private readonly ListField _vector = new(TrainingSetFile.Embedding, new DataField<float>("element"));
    private readonly DataField[] _labelFields;
    private readonly List<LabelRow> _rows = [];
    private readonly List<ulong> _hashes = [];
    private readonly List<float> _values = [];
    private readonly string[] _texts;
    private long _written;

    public TrainingSetWriter(string path, EncoderBundle bundle, bool simulated, LabelTable labels)
    {
        _labels = labels;
        var manifest = bundle.Manifest;
        _stamp = new TrainingSetStamp(
            bundle.Version.ToString(), manifest.EmbeddingSpaceId, bundle.Sha256, manifest.Dimension, manifest.Metric, simulated || manifest.Training is { Simulated: true },
            [.. labels.Columns.Select(c => $"{c.Name}:{c.Kind.ToString().ToLowerInvariant()}")], 0, "", "");
        _labelFields = [.. labels.Columns.Select(Field)];
        _texts = new string[labels.Columns.Count];
        _file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        _writer = ParquetWriter.CreateAsync(new ParquetSchema([_user, _asOf, .. _labelFields, _vector, _hash]), _file).GetAwaiter().GetResult();
    }

    public void Add(in LabelRow row, ulong featuresHash, ReadOnlySpan<float> vector)
    {
        for (var c = 0; c < _texts.Length; c++)
            _texts[c] = _labels.Columns[c][row.Row];
        _hashOfRows.Add(_labels.UserOf(row), row.At, featuresHash, _texts, vector);
        _rows.Add(row);
        _hashes.Add(featuresHash);
        _values.AddRange(vector);
        if (_rows.Count == GroupRows)
            WriteGroupAsync().GetAwaiter().GetResult();
    }

    /// <summary>Writes what is left and the stamp, which stands at a Parquet file's end.</summary>
    public TrainingSetStamp Finish()
    {
        if (_rows.Count > 0)
            WriteGroupAsync().GetAwaiter().GetResult();
        var stamp = _stamp with { Rows = _written, RowsSha256 = _hashOfRows.Finish() };
        stamp = stamp with { Signature = stamp.Sign() };
        _writer.CustomMetadata = TrainingSetMetadata.Of(stamp);
        return stamp;
    }

    public void Dispose()
    {
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _file.Dispose();
        _hashOfRows.Dispose();
    }

    private static DataField Field(LabelColumn column) => column.Kind switch
    {
        ColumnKind.Whole => new DataField<long?>(column.Name),
        ColumnKind.Number => new DataField<double?>(column.Name),
        _ => new DataField<string>(column.Name),
    };

    private async Task WriteGroupAsync()
    {
        using var group = _writer.CreateRowGroup();
        await group.WriteAsync(_user, _rows.Select(r => _labels.UserOf(r)).ToArray());
        await group.WriteAsync<DateTime>(_asOf, _rows.Select(r => DateTimeOffset.FromUnixTimeMilliseconds(r.At).UtcDateTime).ToArray().AsMemory());
        for (var c = 0; c < _labelFields.Length; c++)
        {
            var texts = _rows.Select(r => _labels.Columns[c][r.Row]);
            await (_labels.Columns[c].Kind switch
            {
                ColumnKind.Whole => group.WriteAsync<long>(_labelFields[c], texts.Select(t => t.Length == 0 ? null : (long?)long.Parse(t, CultureInfo.InvariantCulture)).ToArray().AsMemory()),
                ColumnKind.Number => group.WriteAsync<double>(_labelFields[c], texts.Select(t => t.Length == 0 ? null : (double?)double.Parse(t, CultureInfo.InvariantCulture)).ToArray().AsMemory()),
                _ => group.WriteAsync(_labelFields[c], texts.Select(t => t.Length == 0 ? null : t).ToArray()!),
            });
        }
        // A list begins at repetition level 0; every value is there, so all stand at the highest definition level.
        var element = (DataField)_vector.Item;
        var repetition = new int[_values.Count];
        var definition = new int[_values.Count];
        Array.Fill(definition, element.MaxDefinitionLevel);
        for (var i = 0; i < repetition.Length; i++)
            repetition[i] = i % _stamp.Dimension == 0 ? 0 : 1;
        await group.WriteAllPartsAsync<float>(element, _values.ToArray(), definition, repetition, CancellationToken.None);
        await group.WriteAsync<ulong>(_hash, _hashes.ToArray().AsMemory());
        group.CompleteValidate();
        _written += _rows.Count;
        _rows.Clear();
        _hashes.Clear();
        _values.Clear();
    }
}
