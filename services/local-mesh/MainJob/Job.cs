using UserRep.Contracts.Versions;
using UserRep.EventArchive;
using UserRep.Features.Bundles;
using UserRep.LocalMesh.Hosting;
using UserRep.Trainer.Events;
using UserRep.Trainer.Training;

namespace UserRep.LocalMesh.MainJob;

/// <summary>The whole path once: events, an encoder trained on them, the services, a backfilled and pinned version, the replay, and the checks.</summary>
internal sealed class Job(MeshSettings settings, MeshPlanned planned, JobArguments arguments, JobScreen screen, TimeProvider time)
{
    public const string Model = "demo-ranker";

    private static readonly EncoderVersion Version = new(1);

    // A smaller encoder than the trainer's default: a first start is for a look around, not for the last hundredth.
    private static readonly TrainingOptions s_training = new() { Latent = 64, Hidden = [256], RowsPerUser = 4, Epochs = 12 };

    private readonly SampleModel? _sample = SampleModel.Of(planned);
    private IEventSource _source = null!;
    private SourceSurvey _survey = null!;
    private ReplayProgress _progress = null!;

    private string BundleFolder => Path.Combine(settings.BundleFolder, Version.ToString());

    /// <summary>What can be done before any service runs: look at the events, and train where there is no bundle yet.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        OpenedSource opened = null!;
        await screen.StepAsync(arguments.Events is null ? "Simulating events" : "Reading events", 1, async report =>
        {
            opened = await Task.Run(() => SourceOpening.Open(arguments, ct), ct);
            _survey = await Task.Run(() => SourceSurvey.Of(opened.Events, seen => report(0.5, FormattableString.Invariant($"{seen:N0} events")), ct), ct);
        });
        foreach (var note in opened.Notes)
            screen.Say(note);
        _source = opened.Events;
        _progress = ReplayProgress.Load(settings.DataFolder) ?? new ReplayProgress(opened.Fingerprint);
        if (_progress.Source != opened.Fingerprint)
            throw new MeshFault($"{settings.DataFolder} holds the replay of {_progress.Source}, not of {opened.Fingerprint}; give another folder with --data, or delete it");
        if (_survey.Events == 0)
            throw new MeshFault($"{_source.Name} has no events");
        if (!Directory.Exists(BundleFolder))
            await TrainAsync(ct);
        if (_sample is { } sample && !sample.HasHead(Version))
            await screen.StepAsync("Training a head of the sample model", 1, async _ =>
            {
                if (await sample.TrainAsync(_source, BundleFolder, _survey.AsOf, ct) is { } fault)
                    screen.Say($"{SampleModel.AppId} stays without a head: {fault}");
            });
        if (_source.Simulated)
            new ArchiveNote(Simulated: true).Write(Directory.CreateDirectory(settings.ArchiveFolder).FullName);
    }

    /// <summary>Everything that needs the mesh.</summary>
    public async Task<JobSummary> RunAsync(Mesh mesh, CancellationToken ct)
    {
        using var playground = new Playground(mesh.PlaygroundPort);
        await screen.StepAsync("Starting services", 1, _ => Until.AnswersAsync(() => mesh.Failing() is { } failing ? throw new MeshFault(failing) : playground.StatsAsync(ct), time, ct));
        await screen.StepAsync($"Registering and backfilling {Version}", 1, _ => ServeAsync(playground, ct));

        var feed = new EventFeed(_source, _survey, _progress, mesh, playground, settings.DataFolder, time);
        var name = Version.ToString();
        if (feed.Progress.Published < _survey.Bulk || feed.Progress.FreshnessBefore is null)
            await screen.StepAsync("Publishing history", _survey.Bulk, report => feed.BulkAsync(counted => report(counted, $"{counted:N0} events"), ct));
        if (feed.Progress.Freshness is null)
            await screen.StepAsync($"Publishing live at {EventFeed.TailEventsPerSecond}/s", _survey.Tail, report => feed.TailAsync(name, done => report(done - _survey.Bulk, null), ct));
        if (!feed.Progress.Ended)
            await screen.StepAsync($"All users at {_survey.AsOf:yyyy-MM-dd}", 1, report => feed.EndAsync(name, share => report(share, null), ct));

        JobSummary summary = null!;
        await screen.StepAsync("Checking", 1, async _ => summary = await SummariseAsync(playground, feed.Progress, ct));
        return summary;
    }

    private async Task TrainAsync(CancellationToken ct)
    {
        TrainingResult result = null!;
        await screen.StepAsync($"Training {Version}", Enum.GetValues<TrainingPhase>().Length, async report =>
        {
            var progress = new Progress<TrainingProgress>(p => report((int)p.Phase + p.Fraction, p.Loss is { } loss ? $"{p.Message}, loss {loss:0.000}" : p.Message));
            result = await BundleTrainer.TrainAsync(_source, s_training with { Seed = arguments.Seed }, settings.BundleFolder, Version, _survey.TailBegins, time, progress, ct);
        });
        if (!result.Succeeded)
            throw new MeshFault(result.Faults.Select(f => $"no encoder could be trained: {f}"));
    }

    private async Task ServeAsync(Playground playground, CancellationToken ct)
    {
        var registration = new VersionRegistration(Version.ToString(), BundleHash.OfBundle(BundleFolder));
        await Until.SucceedsAsync(() => playground.RegisterAsync(Version.ToString(), registration, ct), time, ct);
        if (await StateAsync(playground, ct) == VersionState.Registered)
            await Until.SucceedsAsync(() => playground.BackfillAsync(Version.ToString(), ct), time, ct);
        await Until.AnswersAsync(() => StateAsync(playground, ct), s => s is VersionState.Ready or VersionState.Serving, s => (long)s, time, ct);
        await Until.SucceedsAsync(() => playground.PinAsync(Model, new ModelRegistration(Version.ToString()), ct), time, ct);
        if (_sample is { } sample && sample.HasHead(Version))
            await Until.SucceedsAsync(() => sample.RegisterAsync(playground, ct), time, ct);
    }

    private static async Task<VersionState> StateAsync(Playground playground, CancellationToken ct) =>
        (await playground.VersionsAsync(ct)).Versions.Single(v => v.Version == Version.ToString()).State;

    private async Task<JobSummary> SummariseAsync(Playground playground, ReplayProgress progress, CancellationToken ct)
    {
        var stats = await playground.StatsAsync(ct);
        var version = await playground.VersionAsync(Version.ToString(), _survey.AsOf, ct);
        // A replica of version-router may learn of the pin a moment (1 s at most) after the one that set it.
        var offline = await Until.AnswersAsync(() => OfflineCheck.RunAsync(_source, _survey, BundleFolder, Model, playground, ct), time, ct);
        var user = _survey.Sample[0];
        var vector = (await playground.ReadAsync(Model, [user], ct)).Embeddings[0] ?? [];
        var neighbours = vector.Length == 0 ? [] : (await playground.NeighboursAsync(Model, user, 5, ct)).Neighbours;
        var scores = _sample is { } sample && sample.HasHead(Version) ? await Until.AnswersAsync(() => sample.ScoreAsync(playground, _survey.Sample, ct), time, ct) : null;
        return new JobSummary(
            _source.Name, _source.Simulated, progress.Published, stats, version, _survey.AsOf,
            progress.BulkSeconds > 0 ? _survey.Bulk / progress.BulkSeconds : 0, progress.Freshness!, offline, user, _survey.SampleItem, vector, neighbours, scores,
            Checks.Of(progress.Published, stats, version.Coverage!, offline, progress.Freshness!, scores));
    }
}
