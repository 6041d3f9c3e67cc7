namespace Pavior.Core;

/// <summary>A target cannot be opened: its message says which, where and what was expected. The program ends with exit code 2.</summary>
public sealed class SourceException : Exception
{
    public SourceException(string message)
        : base(message)
    {
    }

    public SourceException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
