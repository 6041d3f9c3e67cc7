namespace Pavior.Core;

/// <summary>A folder of this machine: a root file system or a source tree.</summary>
public sealed class TreeContent(Target target, string root) : TargetContent(target)
{
    /// <summary>Absolute path of the folder; nothing outside it is read, whatever links say.</summary>
    public string Root { get; } = root;
}
