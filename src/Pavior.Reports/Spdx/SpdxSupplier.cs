namespace Pavior.Reports.Spdx;

/// <summary>Suppliers as SPDX 2 writes them: <c>Organization: Debian GCC Maintainers (debian-gcc@lists.debian.org)</c>.</summary>
internal static class SpdxSupplier
{
    private const string Organization = "Organization: ";
    private const string Person = "Person: ";

    public static string Write(string supplier)
    {
        var line = supplier.ReplaceLineEndings(" ").Trim();
        var open = line.LastIndexOf(" <", StringComparison.Ordinal);
        return open > 0 && line.EndsWith('>') ? $"{Organization}{line[..open]} ({line[(open + 2)..^1]})" : Organization + line;
    }

    /// <summary>Null for NOASSERTION and nothing.</summary>
    public static string? Read(string? written)
    {
        if (string.IsNullOrEmpty(written) || written is "NOASSERTION" or "NONE")
            return null;
        var text = written.StartsWith(Organization, StringComparison.Ordinal) ? written[Organization.Length..]
            : written.StartsWith(Person, StringComparison.Ordinal) ? written[Person.Length..]
            : written;
        var open = text.LastIndexOf(" (", StringComparison.Ordinal);
        if (open > 0 && text.EndsWith(')') && text.AsSpan(open).Contains('@'))
            return $"{text[..open]} <{text[(open + 2)..^1]}>";
        return text.EndsWith(" ()", StringComparison.Ordinal) ? text[..^3] : text;
    }
}
