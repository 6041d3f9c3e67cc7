namespace Pavior.Cli;

/// <summary>Says on stderr what goes on: one line that is written over on a terminal, nothing elsewhere.</summary>
internal sealed class ProgressLine(bool shown, TextWriter error) : IDisposable
{
    /// <summary>Letters of the line; it is written over, so it must not wrap.</summary>
    private const int MaxLength = 78;

    private readonly Lock _lock = new();
    private int _length;

    /// <param name="text">May hold words of a stranger, such as a server's error message.</param>
    public void Say(string text)
    {
        if (!shown)
            return;
        var plain = StandardStreams.Shortened(text, MaxLength);
        lock (_lock)
        {
            error.Write($"\r{plain.PadRight(_length)}");
            _length = plain.Length;
        }
    }

    /// <summary>A line that stays, also where no progress is shown.</summary>
    public void Note(string text)
    {
        lock (_lock)
        {
            Dispose();
            StandardStreams.Say(text);
        }
    }

    /// <summary>Wipes the line, so that the report starts on a clean one.</summary>
    public void Dispose()
    {
        if (shown && _length > 0)
            error.Write($"\r{new string(' ', _length)}\r");
        _length = 0;
    }
}
