namespace Pavior.Scan.Tests.Versions;

/// <param name="Expected">-1, 0 or 1.</param>
internal sealed record VersionPair(string Left, string Right, int Expected)
{
    public override string ToString() => $"{Left} {(Expected < 0 ? '<' : Expected > 0 ? '>' : '=')} {Right}";
}
