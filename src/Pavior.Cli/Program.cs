using System.CommandLine;
using System.CommandLine.Invocation;
using Pavior.Cli;

const int Interrupted = 130;

// Console.Out made by the framework writes the terminal's keypad sequences first; a plain writer over the same stream does not.
Console.SetOut(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
var parsed = PaviorCommand.Create().Parse(args);
if (parsed.Action is ParseErrorAction)
{
    // Usage errors end with 2 as everything that is the caller's doing; the library's own code for them is 1, which means "denied" here.
    await Console.Error.WriteLineAsync($"pavior: {parsed.Errors[0].Message.TrimEnd('.')}; see {PaviorCommand.Path(parsed.CommandResult)} --help").ConfigureAwait(false);
    return ExitCode.BadInput;
}

try
{
    // A bug of ours crashes and shows where: the library would hide it behind exit code 1.
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
}
catch (OperationCanceledException)
{
    return Interrupted;
}
