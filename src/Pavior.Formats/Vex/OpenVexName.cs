namespace Pavior.Formats.Vex;

/// <summary>One product or subcomponent by the names that OpenVEX has fields for.</summary>
internal sealed record OpenVexName(string? Id, string? Purl, string? Cpe22, string? Cpe23, IReadOnlyList<VexHash> Hashes)
{
    public bool HasIdentifiers => Purl is not null || Cpe22 is not null || Cpe23 is not null;

    /// <summary>Equal for what is written the same: OpenVEX admits no product twice.</summary>
    public string Key => $"{Id}\n{Purl}\n{Cpe22}\n{Cpe23}\n{string.Join(',', Hashes)}";
}
