using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using UserRep.Client;
using UserRep.Client.Heads;
using UserRep.Client.Reading;
using UserRep.Client.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registration of <see cref="IUserRepresentations"/>.</summary>
public static class UserRepresentationsServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IUserRepresentations"/> for one downstream model. Its options are checked at start.</summary>
    /// <param name="services">The application's.</param>
    /// <param name="configure">Names the model and its heads.</param>
    /// <returns>The builder of the HTTP client in use, for handlers of one's own.</returns>
    public static IHttpClientBuilder AddUserRepresentations(this IServiceCollection services, Action<UserRepresentationsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<UserRepresentationsOptions>().Configure(configure).PostConfigure(DaprSidecar.FillIn).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UserRepresentationsOptions>, UserRepresentationsOptionsValidator>());
        services.AddMetrics();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ClientInstruments>();
        services.TryAddSingleton<HeadSet>();
        services.TryAddSingleton<HeadWatch>();
        services.TryAddSingleton<AnswerCheck>();
        services.TryAddSingleton<BatchReader>();
        services.TryAddSingleton<SplitReader>();
        services.TryAddSingleton<IUserRepresentations, UserRepresentationsClient>();
        return services.AddHttpClient(DaprSidecar.HttpClientName)
            // The read has a deadline of its own, and lines of its own in the log.
            .ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
    }
}
