using UserRep.Evaluator.Methods.Factors;
using UserRep.Evaluator.Samples;
using UserRep.Trainer.Networks.Models;

namespace UserRep.Evaluator.Methods.Networks;

/// <summary>A user's vector in a variational autoencoder of the items they used, as wide as the bundle's.</summary>
internal sealed class VaeCfRepresentation(MethodContext context) : Representation
{
    private const string KlWeight = "klWeight";

    // One hidden layer of less than the paper's 600: on data of this size it isn't better, and time is linear in it.
    private const int Hidden = 256;
    private const int MaxEpochs = 40;

    // Users x items x epochs that two cores fit in about a minute.
    private const double MaxCells = 5e8;

    // Fewer can't be split into rows to learn from and rows to judge by.
    private const int MinUsers = 50;

    private int Latent => Math.Clamp(context.Encoder.Dimension, 2, 1024);

    public override string Name => "vae-cf";

    public override string Title => "variational autoencoder of items used (Liang et al. 2018), mean of the posterior; fewer epochs on large catalogues";

    public override bool IsSeeded => true;

    public override bool ReadsProfile => false;

    public override bool Answers(View view) => context.FitItems(CancellationToken.None).Rows is { Count: >= MinUsers, Width: > 0 };

    public override IReadOnlyList<MethodSettings> Candidates { get; } =
        [.. new[] { 0.2, 0.05, 1 }.Select(k => new MethodSettings(new Dictionary<string, double> { [KlWeight] = k }))];

    public override Fitted Vectors(View view, MethodSettings settings, int seed, CancellationToken cancellationToken)
    {
        var items = context.UserItems(view, cancellationToken);
        var fit = Fit(items.Fit, settings, seed, cancellationToken);
        return fit.Model is not { } model ? Fitted.Refused(fit.Faults) : new Matrix(model.Encode(items.Samples), Latent);
    }

    /// <summary>What is learnt from is the same for every view, so one fit serves them all.</summary>
    private ModelFit<VaeCf> Fit(SparseRows users, MethodSettings settings, int seed, CancellationToken cancellationToken) => context.Recent.GetOrAdd((Name, settings.ToString(), seed), () =>
    {
        var options = new VaeCfOptions
        {
            Hidden = [Hidden], Latent = Latent, KlWeight = settings[KlWeight], Seed = seed, Threads = context.Threads,
            Epochs = (int)Math.Clamp(MaxCells / ((double)users.Count * users.Width), 5, MaxEpochs),
        };
        return VaeCf.Fit(users, options, cancellationToken);
    }, fit => fit.Model?.Bytes ?? 0);
}
