namespace Pavior.Formats.Tar;

/// <summary>What headers before an entry say of it. GNU's long names win over pax, and a later pax header over an earlier one, as in Go's archive/tar, with which runtimes unpack.</summary>
internal sealed class TarExtensions
{
    public PaxRecords Pax { get; set; } = new();

    public byte[]? LongName { get; set; }

    public byte[]? LongLink { get; set; }

    public byte[]? Path => LongName is { Length: > 0 } ? LongName : Pax.Path;

    public byte[]? Link => LongLink is { Length: > 0 } ? LongLink : Pax.LinkPath;
}
