using System.CommandLine;
using System.CommandLine.Invocation;
using Pavior.Cli;

// The library's own code for what goes wrong is 1, which means "denied" here: usage errors end with 2, as everything that is the
// caller's doing; an interrupted run ends as the shell would say it; a bug of ours crashes and shows where.
const int Interrupted = 130;

var parsed = PaviorCommand.Create().Parse(args);
if (parsed.Action is ParseErrorAction)
{
    await StandardStreams.Error.WriteLineAsync($"pavior: {parsed.Errors[0].Message.TrimEnd('.')}; see {PaviorCommand.Path(parsed.CommandResult)} --help").ConfigureAwait(false);
    return ExitCode.BadInput;
}

try
{
    var configuration = new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        Output = StandardStreams.Output,
        Error = StandardStreams.Error,
    };
    return await parsed.InvokeAsync(configuration).ConfigureAwait(false);
}
catch (OperationCanceledException)
{
    return Interrupted;
}
catch (IOException refused)
{
    // Help, version or completion cannot be written; what a scan meets is answered there.
    await StandardStreams.Error.WriteLineAsync($"pavior: {refused.Message}").ConfigureAwait(false);
    return ExitCode.BadInput;
}
