using UserRep.LocalMesh.Commands;

return await MeshCommand.RunAsync(args);
