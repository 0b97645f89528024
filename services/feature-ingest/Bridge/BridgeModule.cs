using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Events;
using UserRep.FeatureIngest.Accepting;
using UserRep.FeatureIngest.Bridge.Notifying;
using UserRep.ServiceDefaults;

namespace UserRep.FeatureIngest.Bridge;

/// <summary>The bridge to a RabbitMQ, where one is configured: events in through the topic's handler, notifications about versions and pins out.</summary>
internal static class BridgeModule
{
    public static IServiceCollection AddBridge(this IServiceCollection services, IConfiguration configuration)
    {
        if (!configuration.GetSection(BridgeOptions.Section).Exists())
            return services;
        services
            .AddValidatedOptions<BridgeOptions>(BridgeOptions.Section)
            .AddSingleton<IValidateOptions<BridgeOptions>, BridgeOptionsValidator>()
            .AddSingleton<BridgeInstruments>()
            .AddSingleton(s => ActivatorUtilities.CreateInstance<EventBatcher>(s, s.GetRequiredService<UserEventsHandler>()))
            // Before the bus: started before it and stopped after it, so that what it has handed over is still answered.
            .AddHostedService(s => s.GetRequiredService<EventBatcher>())
            .AddHostedService<Notifier>();
        // A process that ends does not wait for what is to be tried again: the broker delivers it to the next one.
        services.Configure<MassTransitHostOptions>(o => (o.ConsumerStopTimeout, o.StopTimeout) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)));
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<BridgeConsumer>();
            // The way over Dapr works without RabbitMQ: its absence must not have the service restarted.
            bus.ConfigureHealthCheckOptions(o => o.MinimalFailureStatus = HealthStatus.Degraded);
            bus.UsingRabbitMq((context, broker) => Configure(context, broker, context.GetRequiredService<IOptions<BridgeOptions>>().Value));
        });
        return services;
    }

    private static void Configure(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator broker, BridgeOptions options)
    {
        broker.Host(options.Host, (ushort)options.Port, options.VirtualHost, host =>
        {
            host.Username(options.User);
            host.Password(options.Password is { Length: > 0 } password ? password : File.ReadAllText(options.PasswordFile!).TrimEnd('\r', '\n'));
            if (options.Tls)
                host.UseSsl(tls => tls.ServerName = options.Host);
        });
        broker.ReceiveEndpoint(options.Queue, queue =>
        {
            queue.PrefetchCount = options.Prefetch;
            queue.ConfigureConsumeTopology = false;
            queue.PublishFaults = false;
            queue.Bind<InteractionEvent>();
            queue.Bind<OnboardingEvent>();
            queue.Bind<ProfileEvent>();
            queue.ClearSerialization();
            // Nothing is sent from here, but MassTransit wants one.
            queue.AddSerializer(new SystemTextJsonMessageSerializerFactory());
            queue.AddDeserializer(new AnyMessageDeserializer(), isDefault: true);
            queue.UseMessageRetry(retry => retry.Exponential(options.Retries, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(100)));
            queue.ConfigureConsumer<BridgeConsumer>(context);
        });
    }
}
