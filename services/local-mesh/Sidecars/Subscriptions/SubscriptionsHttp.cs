using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using UserRep.LocalMesh.PubSub.Deliveries;

namespace UserRep.LocalMesh.Sidecars.Subscriptions;

/// <summary>The local mesh's own, under a path that no daprd has: how far each subscription is, for people as JSON and for Prometheus as text.</summary>
internal sealed class SubscriptionsHttp(Func<IReadOnlyList<SubscriptionStats>> subscriptions)
{
    public const string Path = "/local-mesh/subscriptions";
    public const string MetricsPath = "/local-mesh/metrics";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, ListAsync);
        routes.MapGet(MetricsPath, MetricsAsync);
    }

    private Task ListAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, subscriptions(), HttpJson.Options, context.RequestAborted);
    }

    private Task MetricsAsync(HttpContext context)
    {
        context.Response.ContentType = SubscriptionMetrics.ContentType;
        return context.Response.WriteAsync(SubscriptionMetrics.Write(subscriptions()), context.RequestAborted);
    }
}
