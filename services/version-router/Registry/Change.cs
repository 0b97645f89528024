namespace UserRep.VersionRouter.Registry;

/// <summary>A decided change with what the audit will say of it. A null document: nothing to do, it is so already.</summary>
internal sealed record Change<T>(RegistryDocument? Document, T Result, string What, string? From = null, string? To = null)
{
    public static Change<T> None(T result) => new(null, result, "");
}
