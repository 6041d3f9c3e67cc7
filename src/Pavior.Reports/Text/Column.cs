namespace Pavior.Reports.Text;

/// <summary>How a column of a <see cref="Grid"/> is set.</summary>
/// <param name="Right">Aligned right: numbers.</param>
/// <param name="Aligned">The column is as wide as its widest text, and at most this. A longer text is written whole and moves the rest of its line.</param>
/// <param name="Shorten">How it gives way.</param>
/// <param name="Paint">Terminal attributes, put around the text after it was measured.</param>
internal sealed record Column(bool Right = false, int? Aligned = null, Shorten Shorten = Shorten.Never, Func<string, string>? Paint = null);
