using k8s;
using k8s.Models;
using YamlDotNet.RepresentationModel;

namespace UserRep.Deploy.Tests.Kubernetes;

/// <summary>Manifests as Kubernetes' own types; read strictly, so that an unknown key or a value of another type throws.</summary>
internal static class Manifests
{
    private static readonly Dictionary<string, Func<string, object>> s_readers = new()
    {
        ["v1/Namespace"] = Read<V1Namespace>,
        ["v1/ConfigMap"] = Read<V1ConfigMap>,
        ["v1/ServiceAccount"] = Read<V1ServiceAccount>,
        ["v1/PersistentVolumeClaim"] = Read<V1PersistentVolumeClaim>,
        ["apps/v1/Deployment"] = Read<V1Deployment>,
        ["policy/v1/PodDisruptionBudget"] = Read<V1PodDisruptionBudget>,
        ["autoscaling/v2/HorizontalPodAutoscaler"] = Read<V2HorizontalPodAutoscaler>,
        ["networking.k8s.io/v1/NetworkPolicy"] = Read<V1NetworkPolicy>,
    };

    /// <summary>Kinds of Dapr and KEDA, whose schemas aren't Kubernetes'; other tests read them.</summary>
    private static readonly string[] s_foreign = ["dapr.io/v1alpha1", "keda.sh/v1alpha1"];

    public static IReadOnlyList<object> Base { get; } =
        [.. BaseFiles.SelectMany(f => OfStream(File.ReadAllText(Path.Combine(Repository.Root, f))))];

    public static IEnumerable<string> BaseFiles => Repository.Files("deploy/kubernetes/base", "*.yaml").Where(f => Path.GetFileName(f) != "kustomization.yaml").Select(YamlFiles.Relative);

    public static IEnumerable<T> OfType<T>() => Base.OfType<T>();

    public static V1Deployment Deployment(string name) => OfType<V1Deployment>().Single(d => d.Metadata.Name == name);

    /// <summary>Every document of Kubernetes' own kinds.</summary>
    public static IReadOnlyList<object> OfStream(string yaml)
    {
        var objects = new List<object>();
        foreach (var document in YamlFiles.Documents(new StringReader(yaml)))
        {
            if (s_foreign.Contains(document.Value("apiVersion")))
                continue;
            var kind = $"{document.Value("apiVersion")}/{document.Value("kind")}";
            Assert.True(s_readers.ContainsKey(kind), $"{kind} is not among the kinds that are checked");
            objects.Add(s_readers[kind](Text(document)));
        }
        return objects;
    }

    private static object Read<T>(string yaml) => KubernetesYaml.Deserialize<T>(yaml, strict: true)!;

    private static string Text(YamlMappingNode document)
    {
        var text = new StringWriter();
        new YamlStream(new YamlDocument(document)).Save(text, assignAnchors: false);
        return text.ToString();
    }
}
