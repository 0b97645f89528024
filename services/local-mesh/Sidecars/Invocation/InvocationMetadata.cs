using System.Collections.Frozen;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using UserRep.LocalMesh.Sidecars.Grpc;

namespace UserRep.LocalMesh.Sidecars.Invocation;

/// <summary>Headers as call metadata and back, as daprd turns them.</summary>
internal static class InvocationMetadata
{
    private const string Prefix = "dapr-";

    // Headers that mean something to HTTP itself. gRPC has its own, so an app is told of the caller's under another name.
    private static readonly FrozenSet<string> Http = new[]
    {
        "accept", "accept-charset", "accept-language", "accept-ranges", "cache-control", "content-type", "content-length", "cookie", "date", "from", "host", "if-match",
        "if-modified-since", "if-none-match", "if-schedule-tag-match", "if-unmodified-since", "max-forwards", "origin", "pragma", "referer", "via", "warning",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>From a caller over HTTP.</summary>
    public static Metadata Of(IHeaderDictionary headers)
    {
        var metadata = new Metadata();
        var connection = headers.Connection.ToString();
        foreach (var (name, values) in headers)
        {
            if (!InvocationHeaders.ForCallee(name, connection))
                continue;
            foreach (var value in values)
                Add(metadata, Http.Contains(name) ? Prefix + name : name, value ?? "");
        }
        return metadata;
    }

    /// <summary>From a caller over gRPC, or from an app that answers one.</summary>
    public static Metadata Of(Metadata headers)
    {
        var metadata = new Metadata();
        foreach (var header in headers)
        {
            if (!InvocationHeaders.ForCallee(header.Key, null) || header.Key is "content-type" or "user-agent" or "date" or "server")
                continue;
            if (header.IsBinary)
                metadata.Add(header.Key, header.ValueBytes);
            else
                Add(metadata, header.Key, header.Value);
        }
        return metadata;
    }

    /// <summary>To a caller over HTTP, which gets the first value of each. Binary ones, whose form here differs by daprd's version, are left out.</summary>
    public static void CopyTo(this Metadata metadata, HttpResponse response)
    {
        foreach (var entry in metadata.Where(e => !e.IsBinary && InvocationHeaders.ForCaller(e.Key, null)))
        {
            var name = entry.Key.StartsWith("grpc-", StringComparison.Ordinal) ? Prefix + entry.Key : entry.Key;
            // The server sets these two for the answer that it gives.
            if (name is not ("content-type" or "date" or "server"))
                response.Headers.TryAdd(name, entry.Value);
        }
    }

    private static void Add(Metadata metadata, string name, string value)
    {
        var key = name.ToLowerInvariant();
        if (PlainMetadata.Allows(key, value) && key != "user-agent")
            metadata.Add(key, value);
    }
}
