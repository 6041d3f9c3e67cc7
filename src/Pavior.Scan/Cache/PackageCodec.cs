using Pavior.Core;

namespace Pavior.Scan.Cache;

/// <summary>The stored form of what one extractor found in one file.</summary>
internal static class PackageCodec
{
    public static void Write(BinaryWriter writer, Extraction extraction)
    {
        writer.Write(extraction.Extractor);
        writer.Write(extraction.Path);
        LayerCodec.WriteAll(writer, extraction.Packages, Write);
        LayerCodec.WriteAll(writer, extraction.Owned, static (w, owned) =>
        {
            w.Write(owned.Package);
            Write(w, owned.Files);
        });
        LayerCodec.WriteAll(writer, extraction.Licenses, static (w, text) => w.Write(text));
        LayerCodec.WriteAll(writer, extraction.Gaps, Write);
        writer.Write(extraction.Distribution is not null);
        if (extraction.Distribution is { } distribution)
            Write(writer, distribution);
    }

    public static Extraction ReadExtraction(StoredReader reader)
    {
        var extraction = new Extraction(reader.ReadString(), reader.ReadString());
        foreach (var package in reader.ReadAll(ReadPackage))
            extraction.Add(package);
        foreach (var owned in reader.ReadAll(static r => new OwnedFiles(r.ReadString(), ReadFiles(r))))
            extraction.Add(owned);
        extraction.AddLicenses(reader.ReadAll(static r => r.ReadString()));
        foreach (var gap in reader.ReadAll(ReadGap))
            extraction.Add(gap);
        if (reader.ReadBoolean())
            extraction.Add(ReadDistribution(reader));
        return extraction;
    }

    public static void Write(BinaryWriter writer, Gap gap)
    {
        writer.Write(gap.Path);
        writer.Write((byte)gap.Kind);
        writer.Write(gap.Reason);
    }

    public static Gap ReadGap(StoredReader reader) => new(reader.ReadString(), (GapKind)reader.ReadByte((byte)GapKind.Unsupported), reader.ReadString());

    private static void Write(BinaryWriter writer, Package package)
    {
        writer.Write(package.Purl.ToString());
        writer.Write((byte)package.Relation);
        writer.Write((byte)package.Scope);
        writer.Write((byte)package.Confidence);
        WriteOptional(writer, package.Source?.Name);
        WriteOptional(writer, package.Source?.Version);
        WriteOptional(writer, package.Supplier);
        LayerCodec.WriteAll(writer, package.Licenses, static (w, text) => w.Write(text));
        LayerCodec.WriteAll(writer, package.Requires, static (w, text) => w.Write(text));
        Write(writer, package.Files);
        LayerCodec.WriteAll(writer, package.Evidence, static (w, evidence) =>
        {
            w.Write(evidence.Path);
            w.Write(evidence.Extractor);
            w.Write7BitEncodedInt(evidence.Line ?? -1);
        });
        LayerCodec.WriteAll(writer, package.Properties, static (w, pair) =>
        {
            w.Write(pair.Key);
            w.Write(pair.Value);
        });
    }

    private static Package ReadPackage(StoredReader reader)
    {
        if (!PackageUrl.TryParse(reader.ReadString(), out var purl))
            throw reader.Wrong("a purl");
        return new Package
        {
            Purl = purl,
            Relation = (Relation)reader.ReadByte((byte)Relation.Vendored),
            Scope = (DependencyScope)reader.ReadByte((byte)DependencyScope.Optional),
            Confidence = (Confidence)reader.ReadByte((byte)Confidence.High),
            Source = ReadSource(reader),
            Supplier = reader.ReadOptional(),
            Licenses = reader.ReadAll(static r => r.ReadString()),
            Requires = reader.ReadAll(static r => r.ReadString()),
            Files = ReadFiles(reader),
            Evidence = reader.ReadAll(static r => new Evidence(r.ReadString(), r.ReadString(), null, r.ReadInt() is var line and >= 0 ? line : null)),
            Properties = ReadProperties(reader),
        };
    }

    private static SourcePackage? ReadSource(StoredReader reader)
    {
        var (name, version) = (reader.ReadOptional(), reader.ReadOptional());
        return name is null ? null : new SourcePackage(name, version ?? "");
    }

    private static SortedDictionary<string, string> ReadProperties(StoredReader reader)
    {
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in reader.ReadAll(static r => (r.ReadString(), r.ReadString())))
            properties[key] = value;
        return properties;
    }

    private static void Write(BinaryWriter writer, Distribution distribution)
    {
        writer.Write(distribution.Id);
        writer.Write(distribution.VersionId);
        writer.Write(distribution.PrettyName);
        WriteOptional(writer, distribution.Codename);
        LayerCodec.WriteAll(writer, distribution.IdLike, static (w, text) => w.Write(text));
    }

    private static Distribution ReadDistribution(StoredReader reader) =>
        new(reader.ReadString(), reader.ReadString(), reader.ReadString())
        {
            Codename = reader.ReadOptional(),
            IdLike = reader.ReadAll(static r => r.ReadString()),
        };

    private static void Write(BinaryWriter writer, FileList files)
    {
        writer.Write7BitEncodedInt(files.Utf8Lines.Length);
        writer.Write(files.Utf8Lines);
    }

    private static FileList ReadFiles(StoredReader reader) => FileList.FromUtf8Lines(reader.ReadBytes().ToArray());

    private static void WriteOptional(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
            writer.Write(text);
    }
}
