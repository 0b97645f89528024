using System.Collections;

namespace UserRep.Client;

/// <summary>The answer to a read: one entry for each user, in the order asked.</summary>
public sealed class UserRepresentations : IReadOnlyList<UserRepresentation>
{
    internal UserRepresentations(string model, IReadOnlyList<RepresentationGroup> groups, Reading.Columns columns) => (Model, Groups, Columns) = (model, groups, columns);

    /// <summary>The model that was read for.</summary>
    public string Model { get; }

    /// <summary>One for each version in the answer: exactly one, unless <see cref="ReadOptions.Groups"/> was asked for.</summary>
    public IReadOnlyList<RepresentationGroup> Groups { get; }

    /// <summary>The version of the whole answer, and so the head to use.</summary>
    /// <exception cref="InvalidOperationException">The answer is of several versions; look at <see cref="Groups"/>.</exception>
    public string EncoderVersion => Single.EncoderVersion;

    /// <summary>The answer's only group.</summary>
    /// <exception cref="InvalidOperationException">The answer is of several versions; look at <see cref="Groups"/>.</exception>
    public RepresentationGroup Single => Groups is [var one] ? one : throw new InvalidOperationException($"The answer has {Groups.Count} groups of different versions: take each user's Group.");

    /// <summary>Users in the answer: as many as were asked for.</summary>
    public int Count => Columns.UserIds.Length;

    internal Reading.Columns Columns { get; }

    /// <summary>The user at a place of the list that was asked for.</summary>
    public UserRepresentation this[int index] => (uint)index < (uint)Count ? new UserRepresentation(this, index) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <inheritdoc/>
    public IEnumerator<UserRepresentation> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return new UserRepresentation(this, i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
