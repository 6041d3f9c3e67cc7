namespace Pavior.Cli;

/// <summary>What the shell gets: the same four answers from every verb.</summary>
internal static class ExitCode
{
    public const int Allowed = 0;
    public const int Denied = 1;

    /// <summary>Bad input or usage: nothing was judged.</summary>
    public const int BadInput = 2;

    /// <summary>Something could not be seen, and nobody said that this is acceptable.</summary>
    public const int Incomplete = 3;
}
