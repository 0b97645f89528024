namespace UserRep.Adapters;

/// <summary>The names of an adapter's tensors. A vector x becomes <c>x weight + bias</c>, or <c>(x down) up + bias</c>, plus <c>max(0, x hidden + hiddenBias) residual</c> where there is a hidden layer.</summary>
public static class AdapterTensors
{
    /// <summary>[from, to]</summary>
    public const string Weight = "weight";

    /// <summary>[from, rank]</summary>
    public const string Down = "down";

    /// <summary>[rank, to]</summary>
    public const string Up = "up";

    /// <summary>[to]</summary>
    public const string Bias = "bias";

    /// <summary>[from, hidden]</summary>
    public const string Hidden = "hidden";

    /// <summary>[hidden]</summary>
    public const string HiddenBias = "hiddenBias";

    /// <summary>[hidden, to]</summary>
    public const string Residual = "residual";
}
