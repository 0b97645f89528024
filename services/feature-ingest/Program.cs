using UserRep.FeatureIngest;
using UserRep.FeatureIngest.Bridge;
using UserRep.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<FeatureIngestOptions>(FeatureIngestInstruments.MeterName);
builder.Services.AddFeatureIngest().AddBridge(builder.Configuration);

var app = builder.Build();
app.UseServiceDefaults();
app.MapFeatureIngest();
app.Run();
