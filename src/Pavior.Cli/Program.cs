using System.CommandLine;
using System.CommandLine.Invocation;
using Pavior.Cli;

const int Interrupted = 130;

var parsed = PaviorCommand.Create().Parse(args);
if (parsed.Action is ParseErrorAction)
{
    // Usage errors end with 2 as everything that is the caller's doing; the library's own code for them is 1, which means "denied" here.
    await StandardStreams.Error.WriteLineAsync($"pavior: {parsed.Errors[0].Message.TrimEnd('.')}; see {PaviorCommand.Path(parsed.CommandResult)} --help").ConfigureAwait(false);
    return ExitCode.BadInput;
}

try
{
    // A bug of ours crashes and shows where: the library would hide it behind exit code 1.
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
