using Pavior.Core;

namespace Pavior.Scan.Images;

/// <summary>Images in an OCI layout folder.</summary>
internal sealed class OciLayoutSource : ISource
{
    public string Scheme => "oci";

    public bool Recognizes(string reference)
    {
        var (path, _) = ArchivePath.Split(reference);
        return File.Exists(Path.Combine(path, "oci-layout")) && File.Exists(Path.Combine(path, "index.json"));
    }

    public Task<TargetContent> OpenAsync(string reference, SourceOptions options, CancellationToken cancellation)
    {
        var (path, tag) = ArchivePath.Split(reference);
        if (!Directory.Exists(path))
            throw new SourceException($"{path}: no such folder");
        var files = new FolderFiles(path);
        try
        {
            return Task.FromResult<TargetContent>(OciLayout.Open(files, reference, tag, options, (ImageNames.Shown(path, tag), null)));
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }
}
