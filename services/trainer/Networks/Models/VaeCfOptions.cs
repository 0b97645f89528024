namespace UserRep.Trainer.Networks.Models;

/// <summary>Mult-VAE's settings; defaults are those of Liang et al. 2018 where they don't depend on the data's size.</summary>
public sealed record VaeCfOptions : NetworkOptions
{
    /// <summary>Widths of the encoder's hidden layers; the decoder mirrors them. Default one of 600; 0 to 4 of 1 to 4096.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [600];

    /// <summary>The vector's dimension. Default 200; 2 to 1024.</summary>
    public int Latent { get; init; } = 200;

    /// <summary>Share of a user's items hidden from the encoder while training. Default 0.5; 0 to 0.9.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <summary>Weight of the divergence from the prior once annealed. Default 0.2; 0 to 10.</summary>
    public double KlWeight { get; init; } = 0.2;

    /// <summary>Epochs over which that weight rises from 0, evenly by step. Default 10; 0 to 1000.</summary>
    public int AnnealEpochs { get; init; } = 10;

    protected override void Check(List<string> faults)
    {
        base.Check(faults);
        Widths(faults, "hidden", Hidden);
        Range(faults, "latent", Latent, 2, 1024);
        Range(faults, "dropout", Dropout, 0, 0.9);
        Range(faults, "klWeight", KlWeight, 0, 10);
        Range(faults, "annealEpochs", AnnealEpochs, 0, 1000);
    }
}
