namespace Pavior.Core;

/// <summary>When a declared package is needed, as its lock file states it.</summary>
public enum DependencyScope
{
    Runtime,
    Development,
    Optional,
}
