namespace UserRep.LocalMesh.State;

/// <summary>The store itself failed: disk, file, SQLite. Never a caller's mistake.</summary>
internal sealed class StateStoreException(string message, Exception? inner = null) : Exception(message, inner);
