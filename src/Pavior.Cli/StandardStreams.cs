namespace Pavior.Cli;

/// <summary>Standard output and standard error, with nothing in them but what we write.</summary>
internal static class StandardStreams
{
    public static Stream OutputBytes { get; } = new DescriptorStream(1);

    public static TextWriter Output { get; } = TextWriter.Synchronized(new StreamWriter(OutputBytes) { AutoFlush = true });

    public static TextWriter Error { get; } = TextWriter.Synchronized(new StreamWriter(new DescriptorStream(2)) { AutoFlush = true });
}
