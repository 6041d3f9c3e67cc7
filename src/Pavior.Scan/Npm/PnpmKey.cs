namespace Pavior.Scan.Npm;

/// <summary>
/// The key of a package in pnpm-lock.yaml, taken apart. Version 5: <c>/name/1.0.0_peer@2.0.0</c>; 6: <c>/name@1.0.0(peer@2.0.0)</c>;
/// 9: <c>name@1.0.0(peer@2.0.0)</c>. A registry other than the project's own stands before the first slash.
/// </summary>
internal readonly record struct PnpmKey(string Name, string Version)
{
    public static PnpmKey Parse(string key, int lockfileVersion)
    {
        var text = key;
        if (lockfileVersion >= 6)
        {
            var parenthesis = text.IndexOf('(', StringComparison.Ordinal);
            if (parenthesis >= 0)
                text = text[..parenthesis];
        }

        if (text.StartsWith('/'))
            text = text[1..];
        else if (lockfileVersion < 9 && text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && text[0] != '@' && text.AsSpan(0, slash).ContainsAny('.', ':'))
            text = text[(slash + 1)..];
        if (lockfileVersion >= 6)
        {
            var (name, version) = NpmName.SplitAtVersion(text);
            return new(name, version);
        }

        var parts = text.Split('/');
        var unit = parts[0].StartsWith('@') ? 2 : 1;
        if (parts.Length <= unit)
            return new(text, "");
        var number = parts[unit];
        var peers = number.IndexOf('_', StringComparison.Ordinal);
        return new(string.Join('/', parts[..unit]), peers < 0 ? number : number[..peers]);
    }
}
