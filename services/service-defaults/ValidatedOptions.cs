using Microsoft.Extensions.DependencyInjection;

namespace UserRep.ServiceDefaults;

public static class ValidatedOptions
{
    /// <summary>Binds options to a configuration section and checks their annotations at start; all faults are reported at once.</summary>
    public static IServiceCollection AddValidatedOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
