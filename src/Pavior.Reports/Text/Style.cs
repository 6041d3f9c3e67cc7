namespace Pavior.Reports.Text;

/// <summary>Terminal attributes (ECMA-48), or nothing when colour was not asked for.</summary>
internal sealed class Style(bool colour)
{
    public string Heading(string text) => Wrap(text, "1");

    public string Dim(string text) => Wrap(text, "2");

    public string Good(string text) => Wrap(text, "32");

    public string Warning(string text) => Wrap(text, "33");

    public string Bad(string text) => Wrap(text, "31");

    public string Mark(string text) => Wrap(text, "36");

    private string Wrap(string text, string code) => colour && text.Length > 0 ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
