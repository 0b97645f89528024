using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace UserRep.ContractApp;

/// <summary>What has come in, in order.</summary>
internal sealed class Recorder
{
    private readonly ConcurrentQueue<Recorded> _all = new();

    public IEnumerable<Recorded> About(string path) => _all.Where(r => r.Path.StartsWith(path, StringComparison.Ordinal));

    public async Task<Recorded> TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var recorded = new Recorded(
            context.Request.Method,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()),
            await reader.ReadToEndAsync(context.RequestAborted));
        return Keep(recorded);
    }

    public Recorded Keep(Recorded recorded)
    {
        _all.Enqueue(recorded);
        return recorded;
    }
}
