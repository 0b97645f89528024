using UserRep.ServiceDefaults;
using UserRep.VersionRouter;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<VersionRouterOptions>(VersionRouterInstruments.MeterName);
builder.Services.AddVersionRouter();

var app = builder.Build();
app.UseServiceDefaults();
app.MapVersionRouter();
app.Run();
