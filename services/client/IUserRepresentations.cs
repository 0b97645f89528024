namespace UserRep.Client;

/// <summary>Reads users' vectors for one downstream model: always of a version that the model has a head for, and always saying which.</summary>
public interface IUserRepresentations
{
    /// <summary>Reads the vectors of any number of users, in the order asked. More than <see cref="UserRepresentationsOptions.BatchSize"/> are read in several calls and put together again.</summary>
    /// <param name="userIds">At least one; 1 to 256 characters each, not blank, none twice.</param>
    /// <param name="options">Of this read; null: those of the client.</param>
    /// <param name="cancellationToken">Ends the read at once, retries and waiting included.</param>
    /// <returns>
    /// An answer of one encoder version. With <see cref="ReadOptions.Groups"/> it may be of several, in groups of one version each.
    /// A user without a vector in that version is <see cref="RepresentationStatus.NotFound"/>, never served from another one.
    /// </returns>
    /// <exception cref="ArgumentException">The users or options are not valid; every fault is named.</exception>
    /// <exception cref="UserRepresentationsException">The read was refused, could not be made in time, or its answer was not what the heads were trained on. <see cref="UserRepresentationsException.Code"/> says which.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<UserRepresentations> GetAsync(IReadOnlyList<string> userIds, ReadOptions? options = null, CancellationToken cancellationToken = default);
}
