using UserRep.Encoder;
using UserRep.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<EncoderOptions>(EncoderInstruments.MeterName);
builder.Services.AddEncoder();

var app = builder.Build();
app.UseServiceDefaults();
app.MapEncoder();
app.Run();
