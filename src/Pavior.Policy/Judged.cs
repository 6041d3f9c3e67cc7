namespace Pavior.Policy;

/// <summary>Something of a report as conditions see it; compared by identity.</summary>
internal sealed class Judged<T>(T subject, JudgedReport within)
{
    public T Subject { get; } = subject;

    public JudgedReport Within { get; } = within;
}
