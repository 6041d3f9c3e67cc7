namespace Pavior.Scan.Sbom;

/// <summary>Tells an SBOM by its first bytes: the words that its specification makes it say near the start.</summary>
internal static class SbomSniffer
{
    /// <summary>How much of a file is looked at. Writers that sort their members put lists before the telling names only in empty documents.</summary>
    public const int HeadLength = 64 * 1024;

    /// <summary>Our own report says its version and its writer first, however it is indented.</summary>
    private const int ReportHead = 256;

    public static SbomKind Recognize(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            head = head[3..];
        head = head.TrimStart(" \t\r\n"u8);
        if (head.Length > HeadLength)
            head = head[..HeadLength];
        if (head.StartsWith("{"u8))
            return RecognizeJson(head);
        if (head.StartsWith("<"u8))
            return head.IndexOf("cyclonedx.org/schema/bom/"u8) >= 0 ? SbomKind.CycloneDxXml : SbomKind.None;
        return IsTagValue(head) ? SbomKind.SpdxTagValue : SbomKind.None;
    }

    private static SbomKind RecognizeJson(ReadOnlySpan<byte> head)
    {
        var start = head[..Math.Min(head.Length, ReportHead)];
        if (start.IndexOf("\"schemaVersion\""u8) >= 0 && start.IndexOf("\"generator\""u8) >= 0 && start.IndexOf("\"pavior\""u8) >= 0)
            return SbomKind.PaviorReport;
        if (head.IndexOf("\"bomFormat\""u8) >= 0)
            return SbomKind.CycloneDxJson;
        if (head.IndexOf("spdx.org/rdf/3."u8) >= 0)
            return SbomKind.Spdx3;
        return head.IndexOf("\"spdxVersion\""u8) >= 0 || head.IndexOf("\"SPDXID\""u8) >= 0 ? SbomKind.SpdxJson : SbomKind.None;
    }

    private static bool IsTagValue(ReadOnlySpan<byte> head)
    {
        while (!head.IsEmpty)
        {
            var end = head.IndexOf((byte)'\n');
            var line = (end < 0 ? head : head[..end]).Trim(" \t\r"u8);
            if (line.StartsWith("SPDXVersion:"u8))
                return true;
            if (!line.IsEmpty && line[0] != (byte)'#')
                return false;
            head = end < 0 ? default : head[(end + 1)..];
        }

        return false;
    }
}
