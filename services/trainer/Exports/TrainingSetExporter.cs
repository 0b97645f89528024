using UserRep.Contracts.Events;
using UserRep.Contracts.TrainingSets;
using UserRep.Contracts.Wire;
using UserRep.Trainer.EventFiles;
using UserRep.Trainer.Events;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Exports;

/// <summary>
/// Exports vectors for training a downstream model: one row per (user, instant) with the vector as of that instant. It is computed from the events
/// before the instant alone, so no event at or after it can change the row, nor whether there is one: a user without an earlier event has none.
/// </summary>
public static class TrainingSetExporter
{
    // As BundleEncoder: large enough to be quick, small enough to stay in cache.
    private const int BatchRows = 256;

    /// <param name="progress">Told the share done, 0 to 1.</param>
    public static Task<TrainingSetResult> ExportAsync(TrainingSetRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Export(request, progress, cancellationToken), cancellationToken);

    private static TrainingSetResult Export(TrainingSetRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var report = new ReadReport();
        var faults = new List<string>();
        var labels = LabelTable.TryRead(request.LabelsPath, report, faults, cancellationToken);
        using var encoder = BundleEncoder.TryOpen(request.BundleFolder, out var bundleFaults);
        faults.AddRange(bundleFaults.Select(f => $"{request.BundleFolder}: {f}"));
        if (faults.Count > 0)
            return new TrainingSetResult(null, faults, report);
        if (labels!.Rows.Count == 0)
            return new TrainingSetResult(null, [$"{request.LabelsPath} has no usable row; {report.Refused} were refused{report.Reasons(1)}"], report);

        var log = EventLogReader.Read(request.Source.Events(), labels.End, _ => { }, cancellationToken);
        var aside = request.OutPath + ".partial";
        try
        {
            var bundle = encoder!.Bundle;
            var beforeCutOff = 0L;
            TrainingSetStamp stamp;
            using (var writer = new TrainingSetWriter(aside, bundle, request.Source.Simulated, labels))
            {
                var cutOff = bundle.Manifest.Training?.CutOff.ToUnixTimeMilliseconds() ?? long.MinValue;
                foreach (var row in Rows(log, labels, encoder, request.LabelsPath, report, writer, cancellationToken))
                {
                    beforeCutOff += row.At < cutOff ? 1 : 0;
                    if (++report.Accepted % BatchRows == 0)
                        progress?.Report((double)report.Accepted / labels.Rows.Count);
                }
                stamp = writer.Finish();
            }
            if (report.Refused > request.MaxErrors)
                faults.Add($"{report.Refused} label rows were refused, at most {request.MaxErrors} may be{report.Reasons(ReadReport.ReasonsInFault)}");
            else if (stamp.Rows == 0)
                faults.Add($"no label row has a vector{report.Reasons(1)}");
            if (faults.Count > 0)
                return new TrainingSetResult(null, faults, report);
            File.Move(aside, request.OutPath, overwrite: true);
            return new TrainingSetResult(stamp, [], report, beforeCutOff);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>Computes and writes the rows, in the order of the labels; yields those that are written.</summary>
    private static IEnumerable<LabelRow> Rows(EventLog log, LabelTable labels, BundleEncoder encoder, string path, ReadReport report, TrainingSetWriter writer, CancellationToken cancellationToken)
    {
        var users = log.Users.Select((id, number) => (id, number)).ToDictionary(u => u.id, u => u.number);
        var width = encoder.Bundle.Features.Width;
        var (features, vectors) = (new float[BatchRows * width], new float[BatchRows * encoder.Dimension]);
        var batch = new List<LabelRow>(BatchRows);
        var history = new UserHistory();
        var (user, applied) = (-1, 0);
        foreach (var row in labels.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.User != user)
                (user, applied, history) = (row.User, 0, new UserHistory { UserId = labels.UserOf(row) });
            if (users.TryGetValue(history.UserId, out var number))
            {
                for (var events = log.Of(number); applied < events.Length && events[applied].At < row.At; applied++)
                    log.Apply(events[applied], history);
            }
            if (applied == 0)
            {
                report.Refuse(path, row.Line, $"its user {history.UserId} has no event before its time");
                continue;
            }
            encoder.Bundle.Features.Build(history, UnixDay.Of(row.At), features.AsSpan(batch.Count * width, width));
            batch.Add(row);
            if (batch.Count == BatchRows)
                Encode();
            yield return row;
        }
        Encode();

        void Encode()
        {
            if (batch.Count == 0)
                return;
            encoder.Encode(features.AsMemory(0, batch.Count * width), vectors.AsMemory(0, batch.Count * encoder.Dimension), batch.Count);
            for (var i = 0; i < batch.Count; i++)
                writer.Add(batch[i], StableHash.Of(features.AsSpan(i * width, width)), vectors.AsSpan(i * encoder.Dimension, encoder.Dimension));
            batch.Clear();
        }
    }
}
