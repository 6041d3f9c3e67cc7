using System.CommandLine;
using System.CommandLine.Invocation;
using Pavior.Cli;

// 128 and the signal's number. The library ends with these by itself when a verb takes more than two seconds to stop.
const int Interrupted = 130;
const int Terminated = 143;

StandardDescriptors.Fill();
var parsed = PaviorCommand.Create().Parse(args);
if (parsed.Action is ParseErrorAction)
{
    // Usage errors end with 2 as everything that is the caller's doing; the library's own code for them is 1, which means "denied" here.
    StandardStreams.Say(UsageError.Of(parsed));
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
    var code = await parsed.InvokeAsync(configuration).ConfigureAwait(false);
    if (code is Interrupted or Terminated)
        SayInterrupted();
    return code;
}
catch (OperationCanceledException)
{
    SayInterrupted();
    return Interrupted;
}
catch (IOException refused)
{
    // Help, version or completion cannot be written; what a scan meets is answered there.
    StandardStreams.Say(refused.Message);
    return ExitCode.BadInput;
}

static void SayInterrupted() => StandardStreams.Say("interrupted");
