using UserRep.SampleRanker;
using UserRep.SampleRanker.Training;
using UserRep.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<SampleRankerOptions>(SampleRankerInstruments.MeterName);
var heads = builder.AddSampleRanker();
// The same program trains its heads: --train SET.
if (builder.Configuration["train"] is { } set)
    return await TrainVerb.RunAsync(set, builder.Configuration, Console.Out, Console.Error);

var app = builder.Build();
app.UseServiceDefaults();
app.MapSampleRanker(heads);
app.Run();
return 0;
