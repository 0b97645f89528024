using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;
using UserRep.ServiceDefaults.Telemetry;

namespace UserRep.ServiceDefaults;

/// <summary>What every service has: telemetry, health, problem details, one JSON, one clock, one Dapr client.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>A bulk delivery may hold several messages of 1 MiB in base64.</summary>
    private const long MaxBodyBytes = 64L * 1024 * 1024;

    public static WebApplicationBuilder AddServiceDefaults<TMarker>(this WebApplicationBuilder builder, string meterName)
    {
        builder.AddTelemetry(meterName);
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = MaxBodyBytes);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<BadRequestHandler>();
        builder.Services.AddExceptionHandler<DependencyFailureHandler>();
        // Else only development would throw, and others answer without a word.
        builder.Services.Configure<Microsoft.AspNetCore.Routing.RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        builder.Services.AddHealthChecks();
        builder.Services.AddDaprClient(dapr => dapr.UseJsonSerializationOptions(UserRepJson.Options));
        builder.Services.AddValidatorsFromAssemblyContaining<TMarker>(ServiceLifetime.Singleton, includeInternalTypes: true);
        builder.Services.Configure<JsonOptions>(o => UserRepJson.Configure(o.SerializerOptions));
        return builder;
    }

    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        // Before anything is built from options: whatever took some first would name the faults of those alone.
        app.Services.GetService<IStartupValidator>()?.Validate();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAppToken();
        // Whether the process answers; whether it can work is /healthz: a restart mends nothing that is wrong elsewhere.
        app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/healthz");
        app.MapMetrics();
        app.MapSubscribeHandler();
        return app;
    }
}
