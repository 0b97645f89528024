using UserRep.Contracts.Versions;
using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Samples;
using UserRep.Features.Schema;
using UserRep.Trainer;
using UserRep.Trainer.Training;
using InputPart = UserRep.Trainer.Training.InputPart;

namespace UserRep.Evaluator.Ablations;

/// <summary>The bundle's encoder trained again, each time without one part of its input: what that part is worth.</summary>
internal sealed class AblatedBundles : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("userrep-ablations-").FullName;
    private readonly List<(string Name, string Title, BundleEncoder Encoder)> _encoders = [];
    private readonly List<MethodContext> _contexts = [];

    public static async Task<AblatedBundles> TrainAsync(
        EvaluationRequest request, BundleEncoder original, EvaluationData data, Action<string> report, List<string> notes, TimeProvider time, CancellationToken cancellationToken)
    {
        var bundles = new AblatedBundles();
        if (original.Bundle.Manifest.Training is not { } training)
        {
            notes.Add("no ablations: the encoder was trained elsewhere");
            return bundles;
        }
        if (OptionsFile.TryRead<TrainingOptions>(OptionsFile.OfBundle(Path.GetDirectoryName(original.Bundle.Folder)!, original.Bundle.Version.ToString()), out var faults) is not { } options)
        {
            notes.Add($"no ablations: {string.Join("; ", faults)}");
            return bundles;
        }
        foreach (var (part, name, title) in ((InputPart, string, string)[])
            [(InputPart.Onboarding, "no-onboarding", "trained without onboarding"), (InputPart.Items, "no-items", "trained without item vectors"), (InputPart.Attributes, "no-statics", "trained without static attributes")])
        {
            if (!HasPart(original.Bundle.Features.Layout, part, data))
                continue;
            report($"training {name}");
            var version = new EncoderVersion(bundles._encoders.Count + 1);
            var result = await BundleTrainer.TrainAsync(request.Source, options with { Without = [part] }, new TrainingRequest(bundles._folder, version, training.CutOff), time, null, cancellationToken);
            if (result.Succeeded && BundleEncoder.TryOpen(result.BundleFolder!, out var openFaults) is { } encoder)
                bundles._encoders.Add((name, title, encoder));
            else
                notes.Add($"{name} is left out: {string.Join("; ", result.Faults)}");
        }
        return bundles;
    }

    public IEnumerable<Method> Methods(int threads, EvaluationData data) => _encoders.Select(e =>
    {
        var context = new MethodContext(data, e.Encoder, threads);
        _contexts.Add(context);
        return new HeadedRepresentation(new KeptRepresentation(new BundleRepresentation(context, e.Name, e.Title), context.Recent), threads);
    });

    public ValueTask DisposeAsync()
    {
        _contexts.ForEach(c => c.Dispose());
        foreach (var (_, _, encoder) in _encoders)
            encoder.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static bool HasPart(FeatureLayout layout, InputPart part, EvaluationData data) => part switch
    {
        InputPart.Onboarding => data.Log.Others.Any(o => o.WhatCase == Contracts.Wire.UserEvent.WhatOneofCase.Onboarding),
        InputPart.Attributes => layout.Blocks.Any(b => b.Kind == FeatureBlockKind.Attribute),
        _ => true,
    };
}
