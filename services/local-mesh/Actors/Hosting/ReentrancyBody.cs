namespace UserRep.LocalMesh.Actors.Hosting;

internal sealed record ReentrancyBody(bool? Enabled, int? MaxStackDepth);
