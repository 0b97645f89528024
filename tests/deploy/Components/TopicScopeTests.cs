using UserRep.Contracts.Mesh;

namespace UserRep.Deploy.Tests.Components;

/// <summary>Each service may publish and subscribe exactly what its code does.</summary>
public class TopicScopeTests
{
    public static TheoryData<string> Scoped => [.. ComponentFile.All.Where(c => c.Name == ComponentNames.PubSub && c.Folder != "components/embedded").Select(c => c.Path)];

    public static TheoryData<string> OfProduction => [.. Scoped.Select(d => d.Data).Where(p => p.StartsWith("components/production/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Scoped))]
    public void PublishingScopes_AreThePublicationsOfTheCode(string path)
    {
        var scopes = ComponentFile.Of(path).TopicScopes("publishingScopes");
        Assert.All(Code.Services, s => Assert.Equal(Code.Publications(s), scopes.GetValueOrDefault(s) ?? []));
        Assert.Empty(scopes.Keys.Except([.. Code.Services, Outsiders.EventSource]));
    }

    [Theory]
    [MemberData(nameof(Scoped))]
    public void SubscriptionScopes_AreTheSubscriptionsOfTheCode(string path)
    {
        var scopes = ComponentFile.Of(path).TopicScopes("subscriptionScopes");
        Assert.All(Code.Services, s => Assert.Equal(Code.Subscriptions(s), scopes.GetValueOrDefault(s) ?? []));
        Assert.Empty(scopes.Keys.Except([.. Code.Services, Outsiders.EventSource]));
    }

    [Theory]
    [MemberData(nameof(Scoped))]
    public void AllowedTopics_AreAllThereAre_AndTheMeshsOwnAreProtected(string path)
    {
        var component = ComponentFile.Of(path);
        Assert.Equal(Code.Topics.Order(), component.Value("allowedTopics")!.Split(',').Order());
        Assert.Empty(Code.Topics.Except([Topics.UserEvents]).Except(component.Value("protectedTopics")!.Split(',')));
    }

    [Theory]
    [MemberData(nameof(OfProduction))]
    public void Production_OnlyEventSourcesAndReplays_MayPublishEvents(string path)
    {
        var component = ComponentFile.Of(path);
        Assert.Equal(Code.Topics.Order(), component.Value("protectedTopics")!.Split(',').Order());
        var publishers = component.TopicScopes("publishingScopes").Where(s => s.Value.Contains(Topics.UserEvents)).Select(s => s.Key);
        Assert.Equal([Outsiders.EventSource, AppIds.FeatureIngest], publishers.Order(StringComparer.Ordinal));
        Assert.Equal([Topics.UserEvents], component.TopicScopes("publishingScopes")[Outsiders.EventSource]);
        Assert.Equal([.. Code.Services, Outsiders.EventSource], component.Scopes.Order(Comparer<string>.Create((a, b) => Rank(a).CompareTo(Rank(b)))));

        static int Rank(string app) => Array.IndexOf([.. Code.Services, Outsiders.EventSource], app);
    }

    [Fact]
    public void Topics_OfTheCode_AreAllPublishedAndSubscribed()
    {
        Assert.Equal(Code.Topics.Order(), Code.Services.SelectMany(Code.Publications).Distinct().Order());
        Assert.Equal(Code.Topics.Order(), Code.Services.SelectMany(Code.Subscriptions).Distinct().Order());
    }
}
