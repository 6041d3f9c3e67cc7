using Pavior.Core;

namespace Pavior.Scan.Images;

/// <summary>The files of an image stored on this machine: a folder, or a tar of the same shape.</summary>
internal abstract class FileSet : IDisposable
{
    /// <summary>The file at a relative path; null when it is not there.</summary>
    public abstract FileContent? TryOpen(string path);

    /// <summary>What is odd about the set itself.</summary>
    public virtual IReadOnlyList<Gap> Gaps => [];

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
