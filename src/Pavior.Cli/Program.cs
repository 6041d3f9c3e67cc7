using System.CommandLine.Invocation;
using Pavior.Cli;

// Console.Out made by the framework writes the terminal's keypad sequences first; a plain writer over the same stream does not.
Console.SetOut(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
var parsed = PaviorCommand.Create().Parse(args);
if (parsed.Action is not ParseErrorAction)
    return await parsed.InvokeAsync().ConfigureAwait(false);

// Usage errors end with 2 as everything that is the caller's doing; the library's own code for them is 1, which means "denied" here.
await Console.Error.WriteLineAsync($"pavior: {parsed.Errors[0].Message.TrimEnd('.')}; see {PaviorCommand.Path(parsed.CommandResult)} --help").ConfigureAwait(false);
return ExitCode.BadInput;
