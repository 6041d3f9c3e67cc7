namespace Pavior.Core;

/// <summary>What was scanned.</summary>
public enum TargetKind
{
    Image,
    RootFileSystem,
    SourceTree,
    Sbom,
}
