using UserRep.Client;
using UserRep.SampleRanker.Heads;
using UserRep.SampleRanker.Scores;
using UserRep.ServiceDefaults;

namespace UserRep.SampleRanker;

/// <summary>The contents page: the heads this release holds, and scores of users by them. Without a head it starts, says so and scores nothing.</summary>
internal static class SampleRankerModule
{
    public static HeadShelf AddSampleRanker(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<SampleRankerOptions>(SampleRankerOptions.Section);
        var options = SampleRankerOptions.Of(builder.Configuration);
        var heads = HeadShelf.Load(options.HeadFolder);
        builder.Services.AddSingleton(heads).AddSingleton<SampleRankerInstruments>();
        if (heads.IsEmpty)
            return heads;
        builder.Services.AddSingleton<Ranker>();
        builder.Services.AddUserRepresentations(o =>
        {
            o.Model = options.Model;
            foreach (var head in heads.All)
                o.Heads.Add(Head.FromStamp(head.Description.Stamp));
        });
        builder.Services.AddOpenTelemetry()
            .WithMetrics(m => m.AddMeter(ClientTelemetry.MeterName))
            .WithTracing(t => t.AddSource(ClientTelemetry.ActivitySourceName));
        return heads;
    }

    public static void MapSampleRanker(this IEndpointRouteBuilder app, HeadShelf heads)
    {
        app.MapHeads(heads);
        app.MapScores(heads);
    }
}
