namespace Pavior.Formats.Oci;

/// <summary>What an image runs on, in GOOS and GOARCH words.</summary>
public sealed record OciPlatform(string Os, string Architecture, string? Variant = null)
{
    /// <summary>Linux on the architecture of this process.</summary>
    public static OciPlatform Current { get; } = new("linux", System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        var other => other.ToString().ToLowerInvariant(),
    });

    /// <summary>Reads <c>os/architecture[/variant]</c>.</summary>
    public static bool TryParse(string text, out OciPlatform platform)
    {
        var parts = text.Split('/');
        platform = parts is [var os, var architecture, ..] ? new OciPlatform(os, architecture, parts.ElementAtOrDefault(2)) : Current;
        return parts.Length is 2 or 3 && parts.All(p => p.Length > 0);
    }

    /// <summary>True when an image for <paramref name="offered"/> satisfies a wish for this platform; a wish without variant takes any.</summary>
    public bool Accepts(OciPlatform offered) =>
        Os == offered.Os && Architecture == offered.Architecture && (Variant is null || Variant == offered.Variant);

    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}
