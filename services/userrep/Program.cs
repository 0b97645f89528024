using UserRep.Command;

return await UserRepCommand.RunAsync(args, Console.Out, Console.Error);
