using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace UserRep.ServiceDefaults.Telemetry;

/// <summary>Logs, metrics and traces of a service, wired once.</summary>
internal static class TelemetryRegistration
{
    private const string MetricsPath = "/metrics";

    /// <param name="name">The service's meter and activity source.</param>
    public static void AddTelemetry(this WebApplicationBuilder builder, string name)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole().AddConsoleFormatter<TracedConsoleFormatter, ConsoleFormatterOptions>();
        builder.Services.Configure<ConsoleLoggerOptions>(o => o.FormatterName ??= TracedConsoleFormatter.FormatterName);
        // Per-request noise at this level would outweigh everything a service itself says.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Logging.AddFilter("Dapr", LogLevel.Warning);

        builder.Services.AddValidatedOptions<TelemetryOptions>(TelemetryOptions.Section);
        builder.Services.AddSingleton(s => new BatchSpans(name, s.GetRequiredService<IMeterFactory>()));
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? builder.Configuration["APP_ID"] ?? name))
            .WithMetrics(m => m.AddMeter(name, "System.Runtime").AddAspNetCoreInstrumentation().AddPrometheusExporter());
        // Spans that go nowhere are not made. Trace contexts of messages are passed on all the same.
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 })
            return;
        telemetry
            .WithMetrics(m => m.AddOtlpExporter())
            .WithTracing(t => t
                .AddSource(name)
                .SetSampler(s => new ParentBasedSampler(new LinkedRatioSampler(s.GetRequiredService<IOptions<TelemetryOptions>>().Value.TraceRatio)))
                .AddAspNetCoreInstrumentation(o => o.Filter = http => http.Request.Path != MetricsPath)
                .AddHttpClientInstrumentation()
                .AddOtlpExporter());
    }

    public static void MapMetrics(this IEndpointRouteBuilder app) => app.MapPrometheusScrapingEndpoint(MetricsPath);
}
