using UserRep.FeatureIngest;
using UserRep.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<FeatureIngestOptions>(FeatureIngestInstruments.MeterName);
builder.Services.AddFeatureIngest();

var app = builder.Build();
app.UseServiceDefaults();
app.MapFeatureIngest();
app.Run();
