using Pavior.Reports.Text;

namespace Pavior.Cli;

/// <summary>Standard output and standard error, with nothing in them but what we write.</summary>
internal static class StandardStreams
{
    /// <summary>Letters of what a usage error repeats of the caller's words.</summary>
    public const int MaxUsage = 500;

    /// <summary>Letters of one message: words of a stranger have any length.</summary>
    private const int MaxMessage = 4_000;

    public static Stream OutputBytes { get; } = new DescriptorStream(1);

    public static TextWriter Output { get; } = TextWriter.Synchronized(new StreamWriter(OutputBytes) { AutoFlush = true });

    /// <summary>What cannot be written here is lost: a full disk or closed descriptor behind it changes neither the report nor the exit code.</summary>
    public static TextWriter Error { get; } = TextWriter.Synchronized(new StreamWriter(new DescriptorStream(2, mustArrive: false)) { AutoFlush = true });

    /// <summary>One line on standard error that begins with our name, harmless for a terminal whatever the words.</summary>
    public static void Say(string text) => Error.WriteLine("pavior: " + Shortened(text, MaxMessage));

    /// <summary>The text in one line, cut where it is too long.</summary>
    public static string Shortened(string text, int most) => PlainText.Line(text.Length <= most ? text : text[..most] + "…");
}
