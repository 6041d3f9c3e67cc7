namespace Pavior.Core;

/// <summary>How sure the identification is: High reads a package database or lock file, Medium a manifest inside the artefact, Low a name or a byte pattern.</summary>
public enum Confidence
{
    Low,
    Medium,
    High,
}
