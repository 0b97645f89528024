namespace UserRep.Trainer.Quantization;

public enum Quantize
{
    /// <summary>fp32, as trained.</summary>
    None,

    /// <summary>Static int8: weights per output, activations per tensor with ranges seen on training rows.</summary>
    Int8,
}
