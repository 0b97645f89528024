using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using UserRep.ContractApp.Actors;

namespace UserRep.ContractApp;

/// <summary>Subscriptions and actors by Dapr's .NET SDK.</summary>
internal static class SdkApp
{
    public static void Add(IServiceCollection services) => services.AddActors(options =>
    {
        options.Actors.RegisterActor<CounterActor>();
        options.Actors.RegisterActor<DeepCounterActor>(new Dapr.Actors.Runtime.ActorRuntimeOptions { ReentrancyConfig = new() { Enabled = true, MaxStackDepth = 4 } });
    });

    public static void Map(WebApplication app)
    {
        app.UseCloudEvents();
        app.MapPost("/sdk/plain", async (HttpContext context, Recorder recorder) => { await recorder.TakeAsync(context); }).WithTopic("pubsub", "sdk-plain");
        app.MapSubscribeHandler();
        app.MapActorsHandlers();
    }
}
