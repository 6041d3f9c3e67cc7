namespace Pavior.Core;

/// <summary>How bad a finding is when it is true.</summary>
public enum Severity
{
    Unknown,
    Low,
    Medium,
    High,
    Critical,
}
