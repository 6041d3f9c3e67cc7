namespace Pavior.Core;

/// <summary>A way to get at targets: an archive format, a registry, a local store, a tree.</summary>
public interface ISource
{
    /// <summary>The prefix that forces this source on the command line: <c>oci-archive</c>, <c>registry</c>.</summary>
    string Scheme { get; }

    /// <summary>True when a reference without prefix is this source's; looks at names and first bytes only.</summary>
    bool Recognizes(string reference);

    /// <summary>Opens the target. The caller disposes what it gets.</summary>
    /// <exception cref="SourceException">It is not there, not readable, or not what it should be.</exception>
    Task<TargetContent> OpenAsync(string reference, SourceOptions options, CancellationToken cancellation);
}
