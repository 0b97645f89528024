namespace UserRep.LocalMesh.State;

/// <summary>A state component. Keys are whole (<c>appid||key</c>): who may see which key is decided by the caller.</summary>
internal interface IStateStore
{
    /// <exception cref="StateStoreException">The store could not be read.</exception>
    StateEntry Get(string key);

    /// <summary>One entry per key, in the order asked, all read from one snapshot.</summary>
    /// <exception cref="StateStoreException">The store could not be read.</exception>
    StateEntry[] GetMany(IReadOnlyList<string> keys);

    /// <summary>
    /// Completes when the operations are on disk. Atomic: all or none, in the order given. Otherwise each operation stands alone
    /// and the outcome is the first failure. A store that fails answers <see cref="StateStatus.Failed"/>; nothing is thrown.
    /// </summary>
    Task<StateOutcome> WriteAsync(IReadOnlyList<StateOperation> operations, bool atomic);
}
