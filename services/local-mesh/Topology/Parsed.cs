namespace UserRep.LocalMesh.Topology;

/// <summary>A value, or everything that was wrong.</summary>
internal sealed class Parsed<T>
    where T : class
{
    public Parsed(T value) => Value = value;

    public Parsed(IReadOnlyList<FileError> errors) => Errors = errors;

    public T? Value { get; }

    public IReadOnlyList<FileError> Errors { get; } = [];
}
