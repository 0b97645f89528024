using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UserRep.Client.Heads;
using UserRep.Client.Telemetry;

namespace UserRep.Client.Reading;

/// <summary>Puts together the client of one model; nothing but the sidecar is shared with another's.</summary>
internal static class ClientFactory
{
    /// <param name="key">The name of its options; empty: the only model, or the first.</param>
    public static IUserRepresentations Create(IServiceProvider services, string key)
    {
        var options = Options.Create(services.GetRequiredService<IOptionsMonitor<UserRepresentationsOptions>>().Get(key));
        var clock = services.GetRequiredService<TimeProvider>();
        var instruments = new ClientInstruments(services.GetRequiredService<IMeterFactory>(), options);
        var heads = new HeadSet(options);
        var http = services.GetRequiredService<IHttpClientFactory>();
        var batches = new BatchReader(() => http.CreateClient(DaprSidecar.HttpClientName(key)), new AnswerCheck(heads), instruments, options, clock);
        var watch = new HeadWatch(options, instruments, services.GetRequiredService<ILogger<HeadWatch>>());
        return new UserRepresentationsClient(new SplitReader(batches, heads, options, clock), heads, watch, instruments, options, clock);
    }
}
