namespace Pavior.Reports.Text;

/// <summary>How a column of a <see cref="Grid"/> is set.</summary>
/// <param name="Right">Aligned right: numbers.</param>
/// <param name="GivesWay">1 for the column that is cut first, 2 for the next; 0 for one that never is.</param>
/// <param name="AtMost">Never wider than this.</param>
/// <param name="KeepsEnd">Cut at its start: paths.</param>
/// <param name="Paint">Terminal attributes, put around the text after it was measured.</param>
internal sealed record Column(bool Right = false, int GivesWay = 0, int? AtMost = null, bool KeepsEnd = false, Func<string, string>? Paint = null);
