using UserRep.EmbeddingStore;
using UserRep.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<EmbeddingStoreOptions>(EmbeddingStoreInstruments.MeterName);
builder.Services.AddEmbeddingStore();

var app = builder.Build();
app.UseServiceDefaults();
app.MapEmbeddingStore();
app.Run();
