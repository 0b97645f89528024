namespace UserRep.Deploy.Tests.Kubernetes;

public class KedaTests
{
    [Fact]
    public void Scalers_FollowATopicThatTheirServiceSubscribes()
    {
        var documents = YamlFiles.Documents("deploy/kubernetes/keda/scaled-objects.yaml");
        var authentication = documents.Single(d => d.Value("kind") == "TriggerAuthentication").At("metadata").Value("name");
        foreach (var scaled in documents.Where(d => d.Value("kind") == "ScaledObject"))
        {
            var service = scaled.At("spec", "scaleTargetRef").Value("name")!;
            Assert.Equal(service, scaled.At("metadata").Value("name"));
            var trigger = Assert.Single(scaled["spec"].Items("triggers"));
            var metadata = trigger["metadata"];
            Assert.Equal("kafka", trigger.Value("type"));
            // The component sets no consumerGroup, so that an app-id is one.
            Assert.Equal(service, metadata.Value("consumerGroup"));
            Assert.Null(Components.ComponentFile.Of("components/production/pubsub.yaml").Value("consumerGroup"));
            Assert.Contains(metadata.Value("topic"), Code.Subscriptions(service));
            Assert.Equal(authentication, trigger["authenticationRef"].Value("name"));
            Assert.True(int.Parse(scaled["spec"].Value("minReplicaCount")!) >= 2);
        }
    }
}
