using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace UserRep.ContractApp;

/// <summary>What every role answers: an echo to invoke, and what was recorded.</summary>
internal static class CallsApp
{
    public static void Map(WebApplication app)
    {
        app.Map("/echo/{**path}", async (HttpContext context, Recorder recorder) =>
        {
            var recorded = await recorder.TakeAsync(context);
            context.Response.Headers["x-answer"] = "from the app";
            var status = context.Request.Query["status"].ToString();
            return Results.Json(recorded, statusCode: status.Length == 0 ? 200 : int.Parse(status, CultureInfo.InvariantCulture));
        });
        app.MapGet("/recorded", (string path, Recorder recorder) => recorder.About(path));
    }
}
