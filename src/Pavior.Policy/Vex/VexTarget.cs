using Pavior.Core;
using Pavior.Formats.Vex;

namespace Pavior.Policy.Vex;

/// <summary>What was scanned, as statements may name it: an image by package URL, digest or reference, a distribution by CPE, an application by its package.</summary>
internal sealed class VexTarget
{
    private readonly Target _target;
    private readonly Distribution? _distribution;
    private readonly HashSet<string> _digests = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly PackageUrl? _purl;
    private readonly Package[] _applications;

    /// <summary>What a statement may call the version of the target.</summary>
    private readonly HashSet<string> _versions = new(StringComparer.Ordinal);

    public VexTarget(Report report)
    {
        _target = report.Target;
        _distribution = report.Inventory.Distribution;
        _purl = TargetPurl.Of(_target);
        _applications = [.. report.Inventory.Packages.Where(p => p.IsApplication)];
        foreach (var digest in new[] { _target.Digest, _target.ConfigDigest }.OfType<Digest>())
        {
            _digests.Add(digest.ToString());
            _digests.Add(digest.Hex.ToString());
            _names.Add(digest.ToString());
            _versions.Add(digest.ToString());
        }

        if (_purl?.Qualifier("tag") is { } tag)
            _versions.Add(tag);
        if (Application?.Version is { } version)
            _versions.Add(version);

        foreach (var name in new[] { _target.Name, _target.Reference }.OfType<string>())
        {
            _names.Add(name);
            _names.Add(WithoutTag(name));
        }
    }

    /// <summary>The application that the target is: of an image it is one thing among others.</summary>
    private Package? Application => _target.Kind is TargetKind.SourceTree or TargetKind.Sbom && _applications is [var only] ? only : null;

    /// <summary>A package that the system's publisher speaks for.</summary>
    public static bool IsOfSystem(Package package) => package.Purl.Type is "deb" or "rpm" or "apk" or "alpm" || package.Owner is not null;

    /// <summary>Whether a product of a statement is the target as a whole. The document's own words count only for what it names by nothing else.</summary>
    public bool Is(VexComponent product) =>
        (product.Versions.Count == 0 || product.Versions.Any(v => !v.IsRange && _versions.Contains(v.Text)))
        && (product.Hashes.Any(h => h.Algorithm is "sha-256" or "sha-512" && _digests.Contains(h.Value))
            || product.Purls.Any(Is)
            || (!product.IsIdentified && ((product.Id is { } id && _names.Contains(id)) || (product.Name is { } name && _names.Contains(name)))));

    /// <summary>Whether a product of a statement is the system that the target runs.</summary>
    public bool IsSystem(VexComponent product) => product.Cpes.Any(IsSystem);

    /// <summary>Whether a product of a statement is an application in the target, and a package of its kind lies below it.</summary>
    public bool IsApplicationOf(VexComponent product, Package package) =>
        product.Purls.Any(p => p.Type is not ("oci" or "docker"))
        && Array.Exists(_applications, a =>
            a.Purl.Type == package.Purl.Type
            && product.Purls.Any(p => PurlMatch.Names(p, a))
            && (product.Versions.Count == 0 || product.Versions.Any(v => !v.IsRange && v.Text == a.Version))
            && a.Evidence.Any(e => package.Evidence.Any(p => p.Path.AsSpan().StartsWith(e.Path.AsSpan(0, e.Path.LastIndexOf('/') + 1), StringComparison.Ordinal))));

    private bool Is(PackageUrl stated)
    {
        if (stated.Type is not ("oci" or "docker"))
            return Application is { } application && PurlMatch.Names(stated, application);
        if (stated.Version is { } version && version.Contains(':', StringComparison.Ordinal) && !_digests.Contains(version))
            return false;
        if (_purl is not { } own)
        {
            // An image that does not know its own name is known by its digest alone.
            return stated.Version is not null && _digests.Contains(stated.Version);
        }

        var tag = own.Qualifier("tag");
        return stated.Name.Equals(own.Name, StringComparison.OrdinalIgnoreCase)
            && (stated.Version is null || stated.Version.Contains(':', StringComparison.Ordinal) || stated.Version == tag)
            && (stated.Qualifier("tag") is not { } named || named == tag)
            && (stated.Qualifier("arch") is not { } architecture || own.Qualifier("arch") is null || own.Qualifier("arch") == architecture)
            && (stated.Qualifier("repository_url") is not { } repository || (own.Qualifier("repository_url") is { } mine && IsRepository(repository, mine)));
    }

    /// <summary>With or without the image's own name at its end, as documents write it.</summary>
    private static bool IsRepository(string stated, string own)
    {
        var repository = stated.TrimEnd('/');
        return repository == own || (own.LastIndexOf('/') is var slash and > 0 && repository == own[..slash]);
    }

    /// <summary><c>cpe:/o:redhat:enterprise_linux:9</c>, <c>cpe:2.3:o:debian:debian_linux:12:…</c>: the system that the target runs.</summary>
    private bool IsSystem(string cpe)
    {
        if (_distribution is not { } system)
            return false;
        var parts = cpe.StartsWith("cpe:2.3:", StringComparison.Ordinal) ? cpe[8..].Split(':') : cpe.StartsWith("cpe:/", StringComparison.Ordinal) ? cpe[5..].Split(':') : [];
        if (parts.Length < 3 || parts[0] is not ("o" or "a"))
            return false;
        var id = (parts[1], parts[2]) switch
        {
            ("redhat", "enterprise_linux") or ("redhat", "rhel_eus") or ("redhat", "rhel_els") => "rhel",
            ("debian", "debian_linux") => "debian",
            ("canonical", "ubuntu_linux") => "ubuntu",
            ("alpinelinux", "alpine_linux") => "alpine",
            ("oracle", "linux") => "ol",
            ("almalinux", "almalinux") => "almalinux",
            ("rocky", "rocky") or ("rockylinux", "rocky_linux") => "rocky",
            ("fedoraproject", "fedora") => "fedora",
            ("suse", "sles") or ("suse", "linux_enterprise_server") => "sles",
            ("opensuse", "leap") => "opensuse-leap",
            ("amazon", "linux") => "amzn",
            _ => "",
        };
        var version = parts.Length > 3 && parts[3] is not ("*" or "-" or "") ? parts[3].Replace("\\", "", StringComparison.Ordinal) : null;
        return id == system.Id && (version is null || version == system.VersionId || system.VersionId.StartsWith(version + ".", StringComparison.Ordinal));
    }

    private static string WithoutTag(string reference)
    {
        var at = reference.IndexOf('@', StringComparison.Ordinal);
        var name = at > 0 ? reference[..at] : reference;
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') && colon > 0 ? name[..colon] : name;
    }
}
