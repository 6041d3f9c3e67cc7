using Pavior.Core;
using Pavior.Formats.Json;
using Pavior.Formats.Text;

namespace Pavior.Formats.Vex;

/// <summary>The components and services of a BOM by their <c>bom-ref</c>, so that what a vulnerability affects can be told by package URL.</summary>
internal sealed class CycloneDxComponents(VexGaps gaps, Utf8Pool pool)
{
    /// <summary>Components of one BOM that can be referred to.</summary>
    private const int MaxComponents = 1_000_000;

    private const string BomLink = "urn:cdx:";

    private readonly Dictionary<string, VexComponent> _byReference = new(StringComparer.Ordinal);

    /// <summary>What the BOM describes, when a machine can tell what that is.</summary>
    public VexComponent? Subject { get; private set; }

    public void ReadSubject(ref JsonScan scan)
    {
        if (scan.TryObject() && Read(ref scan) is { IsIdentified: true } subject)
            Subject = subject;
    }

    public void ReadList(ref JsonScan scan)
    {
        if (!scan.TryArray())
            return;
        while (scan.NextItem())
        {
            if (scan.TryObject())
                Read(ref scan);
        }
    }

    /// <summary>By <c>bom-ref</c>, or by BOM-Link to this or another BOM; a reference that is a package URL names its component by itself.</summary>
    public VexComponent Find(string reference, string path, int line)
    {
        if (_byReference.TryGetValue(reference, out var known))
            return known;
        var names = new VexNames(gaps, path);
        var fragment = reference.StartsWith(BomLink, StringComparison.Ordinal) && reference.IndexOf('#', StringComparison.Ordinal) is > 0 and var at
            ? Uri.UnescapeDataString(reference[(at + 1)..])
            : reference;
        if (_byReference.TryGetValue(fragment, out known))
            return known;
        if (fragment.StartsWith("pkg:", StringComparison.Ordinal))
            names.AddPurl(fragment, line);
        names.AddOwnId(reference);
        return names.Build();
    }

    private VexComponent Read(ref JsonScan scan)
    {
        string? reference = null, group = null, label = null, version = null;
        var names = new VexNames(gaps, scan.Path);
        while (scan.NextMember(out var name))
        {
            if (name.SequenceEqual("bom-ref"u8))
                reference = scan.Text(pool);
            else if (name.SequenceEqual("group"u8))
                group = scan.Text(pool);
            else if (name.SequenceEqual("name"u8))
                label = scan.Text(pool);
            else if (name.SequenceEqual("version"u8))
                version = scan.Text(pool);
            else if (name.SequenceEqual("purl"u8))
                names.AddPurl(scan.Text(pool), scan.Line);
            else if (name.SequenceEqual("cpe"u8))
                names.AddCpe(scan.Text(pool), scan.Line);
            else if (name.SequenceEqual("hashes"u8))
                ReadHashes(ref scan, names);
            else if (name.SequenceEqual("components"u8) || name.SequenceEqual("services"u8))
                ReadList(ref scan);
            else
                scan.Skip();
        }

        names.AddOwnId(reference);
        names.Name = string.IsNullOrEmpty(group) ? label : $"{group}/{label}";
        if (!string.IsNullOrEmpty(version))
            names.Name += " " + version;
        var component = names.Build();
        if (reference is not null)
            Remember(reference, component, scan.Path);
        return component;
    }

    private void Remember(string reference, VexComponent component, string path)
    {
        if (_byReference.Count == MaxComponents)
            throw ParseException.Limit(path, $"more than {MaxComponents} components");
        _byReference.TryAdd(reference, component);
    }

    private static void ReadHashes(ref JsonScan scan, VexNames names)
    {
        if (!scan.TryArray())
            return;
        while (scan.NextItem())
        {
            if (!scan.TryObject())
                continue;
            string? algorithm = null, value = null;
            while (scan.NextMember(out var name))
            {
                if (name.SequenceEqual("alg"u8))
                    algorithm = scan.Text();
                else if (name.SequenceEqual("content"u8))
                    value = scan.Text();
                else
                    scan.Skip();
            }

            names.AddHash(algorithm, value, scan.Line);
        }
    }
}
