namespace Pavior.Cli;

/// <summary>Says on stderr what goes on: one line that is written over on a terminal, nothing elsewhere.</summary>
internal sealed class ProgressLine(bool shown, TextWriter error) : IDisposable
{
    private readonly Lock _lock = new();
    private int _length;

    public void Say(string text)
    {
        if (!shown)
            return;
        lock (_lock)
        {
            error.Write($"\r{text.PadRight(_length)}");
            _length = text.Length;
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
