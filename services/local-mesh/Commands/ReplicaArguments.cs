using UserRep.LocalMesh.Hosting;

namespace UserRep.LocalMesh.Commands;

internal static class ReplicaArguments
{
    public static IReadOnlyDictionary<string, int> Parse(IReadOnlyList<string> arguments)
    {
        var replicas = new Dictionary<string, int>();
        foreach (var argument in arguments)
        {
            if (argument.Split('=') is not [{ Length: > 0 } app, var count] || !int.TryParse(count, out var number))
                throw new MeshFault($"--replicas {argument}: write app-id=N, for example --replicas feature-ingest=2");
            replicas[app] = number;
        }
        return replicas;
    }
}
