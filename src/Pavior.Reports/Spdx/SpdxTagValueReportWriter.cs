using System.Text;
using Pavior.Core;
using Pavior.Reports.Text;

namespace Pavior.Reports.Spdx;

/// <summary>SPDX 2.3 in the tag-value form, with the same content as the JSON.</summary>
public sealed class SpdxTagValueReportWriter : IReportWriter
{
    internal const string Incomplete = "This document is incomplete: see the properties pavior:gap of the described package.";

    private const string Reference = "SPDXRef-";

    public string Format => "spdx-2.3-tag-value";

    internal static string Tool { get; } = $"Tool: {Generator.Name}-{Generator.Version}";

    public void Write(Report report, Stream output)
    {
        var model = SpdxModel.Of(report);
        using var text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        Tag(text, "SPDXVersion", "SPDX-2.3");
        Tag(text, "DataLicense", "CC0-1.0");
        Tag(text, "SPDXID", Reference + SpdxModel.DocumentId);
        Tag(text, "DocumentName", model.Name);
        Tag(text, "DocumentNamespace", model.Namespace);
        if (model.IsIncomplete)
            Tag(text, "DocumentComment", $"<text>{Incomplete}</text>");
        Tag(text, "Creator", Tool);
        Tag(text, "Created", model.Created);
        foreach (var element in model.Elements)
            WritePackage(text, element, model.Created);
        foreach (var (id, words) in model.LicenseTexts)
        {
            text.WriteLine();
            Tag(text, "LicenseID", id);
            Long(text, "ExtractedText", words);
        }

        text.WriteLine();
        foreach (var link in model.Links)
            Tag(text, "Relationship", $"{Reference}{link.From} {link.Type} {Reference}{link.To}");
    }

    private static void WritePackage(StreamWriter text, SpdxElement element, string created)
    {
        text.WriteLine();
        Tag(text, "PackageName", element.Name);
        Tag(text, "SPDXID", Reference + element.Id);
        Tag(text, "PackageVersion", element.Version);
        Tag(text, "PackageSupplier", element.Supplier);
        Tag(text, "PackageDownloadLocation", "NOASSERTION");
        Tag(text, "FilesAnalyzed", "false");
        if (element.Digest is { } digest)
            Tag(text, "PackageChecksum", $"{(digest.Algorithm.SequenceEqual("sha512") ? "SHA512" : "SHA256")}: {digest.Hex}");
        if (element.SourceInfo is { } info)
            Long(text, "PackageSourceInfo", info);
        Tag(text, "PackageLicenseConcluded", "NOASSERTION");
        Tag(text, "PackageLicenseDeclared", element.License);
        Tag(text, "PackageCopyrightText", "NOASSERTION");
        if (element.Purl is { } purl)
            Tag(text, "ExternalRef", $"PACKAGE-MANAGER purl {purl}");
        Tag(text, "PrimaryPackagePurpose", element.Purpose.Replace('_', '-'));
        if (element.Annotation is { } annotation)
        {
            Tag(text, "Annotator", Tool);
            Tag(text, "AnnotationDate", created);
            Tag(text, "AnnotationType", "OTHER");
            Tag(text, "SPDXREF", Reference + element.Id);
            Tag(text, "AnnotationComment", $"<text>{annotation.Replace("</text>", "\\u003C/text>", StringComparison.OrdinalIgnoreCase)}</text>");
        }
    }

    private static void Tag(StreamWriter text, string tag, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            text.WriteLine($"{tag}: {PlainText.Line(value.ReplaceLineEndings(" "))}");
    }

    private static void Long(StreamWriter text, string tag, string value)
    {
        var lines = value.Replace("</text>", "< /text>", StringComparison.OrdinalIgnoreCase).ReplaceLineEndings("\n").Split('\n');
        text.WriteLine($"{tag}: <text>{string.Join('\n', lines.Select(PlainText.Line))}</text>");
    }
}
