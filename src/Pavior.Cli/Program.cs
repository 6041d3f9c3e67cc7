using Pavior.Cli;

// Usage errors end with 2 as everything that is the caller's doing; the library's own code for them is 1, which means "denied" here.
var parsed = PaviorCommand.Create().Parse(args);
var code = await parsed.InvokeAsync().ConfigureAwait(false);
return parsed.Errors.Count > 0 ? ExitCode.BadInput : code;
