namespace Pavior.Core;

/// <summary>What a package has to do with the target that names it.</summary>
public enum Relation
{
    /// <summary>Present as files that can run.</summary>
    Installed,

    /// <summary>Named by a lock file or manifest; its files may not be there.</summary>
    Declared,

    /// <summary>A copy carried inside another package's files.</summary>
    Vendored,
}
