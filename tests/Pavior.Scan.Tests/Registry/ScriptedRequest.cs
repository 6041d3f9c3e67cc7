namespace Pavior.Scan.Tests.Registry;

/// <summary>What a client sent.</summary>
internal sealed record ScriptedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? this[string header] => Headers.GetValueOrDefault(header);

    public override string ToString() => $"{Method} {Path}";
}
