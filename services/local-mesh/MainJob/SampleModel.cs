using System.Diagnostics;
using UserRep.Contracts.Versions;
using UserRep.LocalMesh.Hosting;
using UserRep.LocalMesh.Processes;
using UserRep.Trainer.Events;
using UserRep.Trainer.Exports;

namespace UserRep.LocalMesh.MainJob;

/// <summary>
/// The sample downstream model's part in the job, as its owner would do it: labels, an exported training set, a head trained on it by the model's own
/// program, its registration by the set's stamp, and scores.
/// </summary>
internal sealed class SampleModel(ProcessSpec service, string headFolder)
{
    public const string AppId = "sample-ranker";

    private readonly string _folder = Path.GetDirectoryName(headFolder)!;

    private string Labels => Path.Combine(_folder, "labels.csv");

    private string TrainingSet => Path.Combine(_folder, "set.parquet");

    /// <returns>Null where the mesh runs without it.</returns>
    public static SampleModel? Of(MeshPlanned planned) =>
        planned.Processes.FirstOrDefault(p => p.Replica.AppId == AppId) is { } service ? new SampleModel(service, planned.Settings.HeadFolder(AppId)) : null;

    public bool HasHead(EncoderVersion version) => Directory.Exists(Path.Combine(headFolder, version.ToString())) && File.Exists(TrainingSet);

    /// <returns>Why there is no head; null if there is one.</returns>
    public async Task<string?> TrainAsync(IEventSource source, string bundleFolder, DateTimeOffset end, CancellationToken ct)
    {
        Directory.CreateDirectory(_folder);
        await Task.Run(() => ReturnLabels.Write(source, end, Labels, ct), ct);
        var exported = await TrainingSetExporter.ExportAsync(new TrainingSetRequest(source, bundleFolder, Labels, TrainingSet), cancellationToken: ct);
        return exported.Succeeded ? await RunAsync($"--train \"{TrainingSet}\"", ct) : string.Join("; ", exported.Faults);
    }

    public async Task RegisterAsync(Playground playground, CancellationToken ct)
    {
        var (stamp, fault) = await TrainingSetFile.VerifyAsync(TrainingSet, ct);
        await playground.PinAsync(AppId, new ModelRegistration(AllowedAppIds: [AppId], Stamp: stamp ?? throw new MeshFault(fault!)), ct);
    }

    public async Task<SampleScores> ScoreAsync(Playground playground, IReadOnlyList<string> users, CancellationToken ct)
    {
        var scores = await playground.ScoresAsync(AppId, users, ct);
        var model = await playground.ModelAsync(AppId, ct);
        var proof = model.Heads.FirstOrDefault(h => h.EncoderVersion == model.Pin)?.Proof;
        var scored = scores.Where(s => s.Score is >= 0 and <= 1 && s.EncoderVersion == model.Pin).ToArray();
        return new SampleScores(AppId, model.Pin, proof is not null && proof != ModelHead.ByHand, users.Count, scored.Length, scores.FirstOrDefault()?.Score);
    }

    private async Task<string?> RunAsync(string arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(service.FileName, $"{service.Arguments} {arguments}") { WorkingDirectory = service.WorkingDirectory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in service.Environment)
            start.Environment[key] = value;
        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
            await process.WaitForExitAsync(ct);
            await output;
            return process.ExitCode == 0 ? null : (await errors).Trim();
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
