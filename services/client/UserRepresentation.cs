namespace UserRep.Client;

/// <summary>One user of an answer: a view that costs nothing to make.</summary>
public readonly struct UserRepresentation
{
    private readonly UserRepresentations _answer;
    private readonly int _place;

    internal UserRepresentation(UserRepresentations answer, int place) => (_answer, _place) = (answer, place);

    /// <summary>As it was asked for.</summary>
    public string UserId => _answer.Columns.UserIds[_place];

    /// <summary>Whether there is a vector, and if not, why.</summary>
    public RepresentationStatus Status => _answer.Columns.Statuses[_place];

    /// <summary>The instant that the vector speaks for; null where there is none.</summary>
    public DateTimeOffset? AsOf => _answer.Columns.AsOf[_place] is var at and not 0 ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>The group of this user: version, space, and the head to use.</summary>
    public RepresentationGroup Group => _answer.Groups[_answer.Columns.Groups[_place]];

    /// <summary>Whether <see cref="Vector"/> has values: Present or Adapted.</summary>
    public bool HasVector => _answer.Columns.Rows[_place] >= 0;

    /// <summary><see cref="RepresentationGroup.Dimension"/> values, in units of the embedding space, as a slice of <see cref="RepresentationGroup.Vectors"/>; empty where there is no vector.</summary>
    public ReadOnlyMemory<float> Vector => _answer.Columns.Rows[_place] is var row and >= 0 ? Group.Vectors.Slice(row * Group.Dimension, Group.Dimension) : default;
}
