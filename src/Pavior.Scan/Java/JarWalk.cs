using System.Security.Cryptography;
using Pavior.Core;
using Pavior.Formats.Zip;

namespace Pavior.Scan.Java;

/// <summary>One outermost archive and everything nested in it, under one budget.</summary>
internal sealed class JarWalk(Extraction into)
{
    /// <summary>Archives within archives: an ear holds wars, which hold jars, which rarely hold jars; two more are for good measure.</summary>
    public const int MaxDepth = 6;

    /// <summary>Archives nested in one file, at all depths together.</summary>
    private const int MaxArchives = 50_000;

    /// <summary>Bytes of a manifest; signed jars list every class and reach some megabytes.</summary>
    private const int MaxManifest = 16 * 1024 * 1024;

    /// <summary>Bytes of pom.xml and pom.properties in one file, at all depths together; a thousand libraries have some 15 MB.</summary>
    private const long MaxPomBytes = 64 * 1024 * 1024;

    private const int HashChunk = 128 * 1024;

    private readonly ZipBudget _budget = new();
    private readonly ZipBudget _pomBudget = new(MaxPomBytes);
    private int _archives;

    public void Archive(FileContent file) => Archive(file, depth: 1);

    private void Archive(FileContent file, int depth)
    {
        var zip = ZipReader.Open(file, _budget);
        var contents = new JarContents();
        try
        {
            contents.Fill(zip, file.Path);
        }
        catch (ParseException bad)
        {
            into.Add(bad.AsGap());
        }

        if (IsJava(file, contents))
            Identify(file, zip, contents);
        foreach (var member in contents.Archives)
            Nested(file, zip, member, depth);
    }

    /// <summary>Endings that other formats use need more than a zip: a manifest, classes or jars.</summary>
    private static bool IsJava(FileContent file, JarContents contents) =>
        !JavaArchiveNames.IsShared(file.Path) || contents.Manifest is not null || contents.HasClasses || contents.Archives.Count > 0;

    private void Nested(FileContent parent, ZipReader zip, ZipMember member, int depth)
    {
        var path = $"{parent.Path}!{member.Name}";
        if (depth >= MaxDepth)
        {
            into.Add(ParseException.Limit(path, $"nested deeper than {MaxDepth} archives").AsGap());
            return;
        }

        if (++_archives > MaxArchives)
            throw ParseException.Limit(into.Path, $"more than {MaxArchives} archives in one file");
        try
        {
            using var content = zip.Open(member, path);
            Span<byte> magic = stackalloc byte[4];
            if (JavaArchiveNames.IsShared(path) && !ZipReader.HasMagic(magic[..content.ReadAt(0, magic)]))
                return;
            Archive(content, depth + 1);
        }
        catch (ParseException bad)
        {
            into.Add(bad.AsGap());
        }
    }

    private void Identify(FileContent file, ZipReader zip, JarContents contents)
    {
        var manifest = ReadManifest(file, zip, contents);
        var name = JarFileName.Parse(file.Path);
        var poms = new EmbeddedPoms(file.Path, zip, _pomBudget, into).Read(contents);
        var own = Own(poms, name, manifest);
        foreach (var pom in poms)
        {
            if (!ReferenceEquals(pom, own))
                into.Add(Shaded(file, pom));
        }

        into.Add(own is null ? Guessed(file, name, manifest) : Known(file, own, name, manifest));
    }

    private JarManifest ReadManifest(FileContent file, ZipReader zip, JarContents contents)
    {
        if (contents.Manifest is not { } member)
            return JarManifest.Empty;
        try
        {
            var path = $"{file.Path}!{member.Name}";
            return JarManifest.Parse(zip.ReadAll(member, path, MaxManifest).Span, path);
        }
        catch (ParseException bad)
        {
            into.Add(bad.AsGap());
            return JarManifest.Empty;
        }
    }

    /// <summary>
    /// The artifact that the archive is. One that is alone and is contradicted neither by a version in the file name nor by another
    /// name in the manifest is the archive's own: applications are renamed to app.jar.
    /// </summary>
    private static EmbeddedPom? Own(IReadOnlyList<EmbeddedPom> poms, in JarFileName file, JarManifest manifest)
    {
        EmbeddedPom? best = null;
        var bestFit = 0;
        foreach (var pom in poms)
        {
            var fit = pom.Fit(file, manifest);
            if (fit > bestFit || (fit == bestFit && fit > 0 && pom.Id.Artifact!.Length > best!.Id.Artifact!.Length))
                (best, bestFit) = (pom, fit);
        }

        if (best is not null || poms.Count != 1 || !poms[0].IsAtRoot)
            return best;
        var isRenamed = file.Version is null ? !poms[0].IsContradicted(file, manifest) : file.Version == poms[0].Id.Version;
        return isRenamed ? poms[0] : null;
    }

    private Package Known(FileContent file, EmbeddedPom pom, in JarFileName name, JarManifest manifest) => new()
    {
        Purl = (pom.Id with { Version = pom.Id.Version ?? JarGuess.Version(manifest, name) }).ToPurl(),
        Confidence = pom.Id.Version is null ? Confidence.Medium : Confidence.High,
        Licenses = JarLicenses.Read(manifest) is { Count: > 0 } stated ? stated : pom.Licenses,
        Supplier = pom.Organization ?? JarLicenses.Supplier(manifest),
        Evidence = [new Evidence(file.Path, into.Extractor)],
    };

    private Package Shaded(FileContent file, EmbeddedPom pom) => new()
    {
        Purl = pom.Id.ToPurl(),
        Relation = Relation.Vendored,
        Confidence = Confidence.High,
        Licenses = pom.Licenses,
        Supplier = pom.Organization,
        Evidence = [new Evidence($"{file.Path}!{pom.Entry}", into.Extractor)],
    };

    private Package Guessed(FileContent file, in JarFileName name, JarManifest manifest)
    {
        var id = JavaArchiveNames.IsPlugin(file.Path) ? JarGuess.GuessPlugin(manifest, name) : JarGuess.Guess(manifest, name);
        var fromManifest = !ReferenceEquals(manifest, JarManifest.Empty) && id is { Group: not null, Version: not null };
        return new Package
        {
            Purl = id.ToPurl(),
            Confidence = fromManifest ? Confidence.Medium : Confidence.Low,
            Licenses = JarLicenses.Read(manifest),
            Supplier = JarLicenses.Supplier(manifest),
            Evidence = [new Evidence(file.Path, into.Extractor)],
            Properties = new Dictionary<string, string> { ["jar:sha1"] = Sha1(file) },
        };
    }

    /// <summary>What Maven repositories index their files by: it lets a stranger's jar be looked up later.</summary>
    private static string Sha1(FileContent file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        var chunk = System.Buffers.ArrayPool<byte>.Shared.Rent(HashChunk);
        for (long at = 0; file.ReadAt(at, chunk) is > 0 and var read; at += read)
            hash.AppendData(chunk, 0, read);
        System.Buffers.ArrayPool<byte>.Shared.Return(chunk);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
