using Pavior.Core;

namespace Pavior.Reports.Diff;

/// <summary>One package in two versions. Which of them is newer is not said: that takes the version order of its ecosystem.</summary>
public sealed record PackageChange(Package Before, Package After);
