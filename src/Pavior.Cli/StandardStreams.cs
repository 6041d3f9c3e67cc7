namespace Pavior.Cli;

/// <summary>
/// Writers to standard output and standard error. Those of <see cref="Console"/> first write the terminal's keypad sequences
/// into standard output, on first use and when they are replaced.
/// </summary>
internal static class StandardStreams
{
    public static TextWriter Output { get; } = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });

    public static TextWriter Error { get; } = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true });
}
