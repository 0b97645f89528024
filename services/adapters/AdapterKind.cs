namespace UserRep.Adapters;

/// <summary>The simplest first: between kinds that do equally well, the simpler one is taken.</summary>
public enum AdapterKind
{
    /// <summary>A turn of the space, with an offset and one scale.</summary>
    Orthogonal,

    /// <summary>Any linear map of some rank, with an offset.</summary>
    Affine,

    /// <summary>A linear map and beside it one hidden layer of rectified units.</summary>
    ResidualMlp,
}
