namespace Pavior.Reports.Text;

/// <summary>What a column of a <see cref="Grid"/> does when a terminal is too narrow. What a person may want to copy never gives way.</summary>
internal enum Shorten
{
    Never,

    /// <summary>Prose: the beginning says most.</summary>
    AtEnd,

    /// <summary>Paths: the beginning and the end say most.</summary>
    InMiddle,
}
