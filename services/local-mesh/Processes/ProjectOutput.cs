using System.Reflection;
using System.Xml;
using System.Xml.Linq;

namespace UserRep.LocalMesh.Processes;

/// <summary>Where a project's build puts its assembly.</summary>
internal static class ProjectOutput
{
    private const string TargetFramework = "net10.0";

    /// <summary>The configuration that the mesh itself was built in; its services are built along with it.</summary>
    public static string Configuration { get; } = typeof(ProjectOutput).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => a.Key == "Configuration").Value!;

    public static string Locate(string project, string configuration) =>
        Path.Combine(Path.GetDirectoryName(project)!, "bin", configuration, TargetFramework, AssemblyName(project) + ".dll");

    private static string AssemblyName(string project)
    {
        var otherwise = Path.GetFileNameWithoutExtension(project);
        try
        {
            return XDocument.Load(project).Descendants("AssemblyName").FirstOrDefault()?.Value ?? otherwise;
        }
        catch (XmlException)
        {
            // Building it will say what is wrong; here only the place matters.
            return otherwise;
        }
    }
}
