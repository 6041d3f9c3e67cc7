namespace Pavior.Reports.Table;

/// <summary>How the terminal view is set. The program decides: whether there is a terminal, and what NO_COLOR says, is nothing that a writer asks.</summary>
/// <param name="Width">Cells a line; at least <see cref="LeastWidth"/> is used. <see cref="Unlimited"/> where nobody counts cells: nothing is shortened or wrapped.</param>
/// <param name="Colour">Whether to use terminal attributes.</param>
/// <param name="All">Whether to list every package, and every layer with its digest.</param>
public sealed record TableOptions(int Width = 80, bool Colour = false, bool All = false)
{
    public const int LeastWidth = 60;

    public const int Unlimited = int.MaxValue;
}
