namespace UserRep.Client;

/// <summary>What became of one user in a read.</summary>
public enum RepresentationStatus : byte
{
    /// <summary>There is no vector of this user in the version served. <see cref="UserRepresentation.Vector"/> is empty.</summary>
    NotFound,

    /// <summary>The vector is there.</summary>
    Present,

    /// <summary>There is a vector, older than <see cref="ReadOptions.MaxAge"/>: <see cref="UserRepresentation.AsOf"/> says how old, the vector is not handed out.</summary>
    OutsideMaxAge,

    /// <summary>The vector is there, made by an adapter of another version's (<see cref="RepresentationGroup.ServedFrom"/>): only for models that opted in.</summary>
    Adapted,
}
