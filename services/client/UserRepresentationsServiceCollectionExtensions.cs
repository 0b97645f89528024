using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using UserRep.Client;
using UserRep.Client.Reading;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registration of <see cref="IUserRepresentations"/>.</summary>
public static class UserRepresentationsServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IUserRepresentations"/> for one downstream model. Its options are checked at start.</summary>
    /// <param name="services">The application's.</param>
    /// <param name="configure">Names the model and its heads.</param>
    /// <returns>The builder of the HTTP client in use, for handlers of one's own.</returns>
    /// <exception cref="InvalidOperationException">It was added before: two models would share one list of heads.</exception>
    public static IHttpClientBuilder AddUserRepresentations(this IServiceCollection services, Action<UserRepresentationsOptions> configure)
    {
        services.TryAddSingleton(s => ClientFactory.Create(s, Options.Options.DefaultName));
        return services.Add(Options.Options.DefaultName, configure);
    }

    /// <summary>Adds <see cref="IUserRepresentations"/> for one of several downstream models in a process: resolve it with <c>[FromKeyedServices(key)]</c>. Each has options, heads and an HTTP client of its own.</summary>
    /// <param name="services">The application's.</param>
    /// <param name="key">Of the application's choice: the model's name, say.</param>
    /// <param name="configure">Names the model and its heads.</param>
    /// <returns>The builder of the HTTP client in use, for handlers of one's own.</returns>
    /// <exception cref="InvalidOperationException">The key was added before.</exception>
    public static IHttpClientBuilder AddKeyedUserRepresentations(this IServiceCollection services, string key, Action<UserRepresentationsOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        services.TryAddKeyedSingleton(key, (s, _) => ClientFactory.Create(s, key));
        return services.Add(key, configure);
    }

    private static IHttpClientBuilder Add(this IServiceCollection services, string key, Action<UserRepresentationsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(s => !s.IsKeyedService && s.ImplementationInstance is Added added && added.Key == key))
            throw new InvalidOperationException(key.Length == 0
                ? "AddUserRepresentations was called before. Each further model of a process takes AddKeyedUserRepresentations."
                : $"AddKeyedUserRepresentations was called before with the key '{key}'. Each model of a process takes a key of its own.");
        services.AddSingleton(new Added(key));
        services.AddOptions<UserRepresentationsOptions>(key).Configure(configure).PostConfigure(DaprSidecar.FillIn).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UserRepresentationsOptions>, UserRepresentationsOptionsValidator>());
        services.AddMetrics();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        return services.AddHttpClient(DaprSidecar.HttpClientName(key))
            // The read has a deadline of its own, and lines of its own in the log.
            .ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
    }

    private sealed record Added(string Key);
}
