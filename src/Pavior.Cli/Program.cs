using System.CommandLine;
using Pavior.Cli;

// The library's own code for what goes wrong is 1, which means "denied" here: usage errors end with 2, as everything that is the
// caller's doing; an interrupted run ends as the shell would say it; a bug of ours crashes and shows where.
const int Interrupted = 130;
var parsed = PaviorCommand.Create().Parse(args);
try
{
    var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
    return parsed.Errors.Count > 0 ? ExitCode.BadInput : code;
}
catch (OperationCanceledException)
{
    return Interrupted;
}
