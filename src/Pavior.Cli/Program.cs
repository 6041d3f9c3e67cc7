using Pavior.Cli;

return await PaviorCommand.Create().Parse(args).InvokeAsync().ConfigureAwait(false);
