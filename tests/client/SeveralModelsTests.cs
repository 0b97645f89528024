using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Reads;

namespace UserRep.Client.Tests;

/// <summary>Models that share a process share nothing else.</summary>
public sealed class SeveralModelsTests
{
    [Fact]
    public async Task Get_OfEachModel_AsksForItAndItsHeadsAlone()
    {
        var services = new ServiceCollection();
        var routers = new Dictionary<string, FakeRouter>();
        foreach (var (key, head) in (ValueTuple<string, string>[])[("", Answers.First), ("b", Answers.Second), ("c", Answers.First)])
        {
            var router = routers[key] = new FakeRouter((request, _) => Answers.Of(request, head, model: $"ranker-{key}").Binary());
            (key.Length == 0 ? services.AddUserRepresentations(Configure) : services.AddKeyedUserRepresentations(key, Configure)).ConfigurePrimaryHttpMessageHandler(() => router);
            void Configure(UserRepresentationsOptions o)
            {
                o.Model = $"ranker-{key}";
                o.SidecarAddress = new Uri("http://127.0.0.1:3599");
                o.Heads.Add(new Head(head));
            }
        }
        await using var provider = services.BuildServiceProvider();

        foreach (var (key, router) in routers)
        {
            var client = key.Length == 0 ? provider.GetRequiredService<IUserRepresentations>() : provider.GetRequiredKeyedService<IUserRepresentations>(key);
            var answer = await client.GetAsync(["u"], cancellationToken: TestContext.Current.CancellationToken);

            var asked = Assert.Single(router.Requests);
            Assert.Equal(answer.EncoderVersion, Assert.Single(asked.Accepts!));
            Assert.EndsWith($"/models/ranker-{key}/embeddings", router.Last!.RequestUri!.AbsoluteUri, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Add_ASecondTime_IsRefusedAndSaysWhatToDo()
    {
        var services = new ServiceCollection();
        services.AddUserRepresentations(_ => { });
        services.AddKeyedUserRepresentations("b", _ => { });

        Assert.Contains("AddKeyedUserRepresentations", Assert.Throws<InvalidOperationException>(() => services.AddUserRepresentations(_ => { })).Message, StringComparison.Ordinal);
        Assert.Contains("'b'", Assert.Throws<InvalidOperationException>(() => services.AddKeyedUserRepresentations("b", _ => { })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_FaultsOfOneOfThem_SayWhose()
    {
        var services = new ServiceCollection();
        services.AddKeyedUserRepresentations("b", o => o.Heads.Add(new Head("v1")));
        using var provider = services.BuildServiceProvider();

        var e = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.StartsWith("b: Model is missing", Assert.Single(e.Failures), StringComparison.Ordinal);
    }
}
