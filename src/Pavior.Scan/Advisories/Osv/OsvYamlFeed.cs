using Pavior.Core;
using Pavior.Formats.Yaml;

namespace Pavior.Scan.Advisories.Osv;

/// <summary>Records of the OSV schema as YAML, a file each, as the Python Packaging Authority keeps them.</summary>
internal sealed class OsvYamlFeed : AdvisoryFeed
{
    public override string Id => "pypi";

    public override string Title => "Advisories in the OSV schema (YAML; PyPA)";

    public override bool Recognises(string path, ReadOnlySpan<byte> head) =>
        (path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal)) && OsvHead.IsYaml(head);

    public override void Read(FileContent file, FeedSink sink)
    {
        var records = new OsvRecordReader(file.Path, sink);
        foreach (var document in YamlStream.Parse(file.Path, file.ReadAll(YamlStream.MaxBytes).Span))
            records.Read(new RecordNode(document.Root));
    }
}
