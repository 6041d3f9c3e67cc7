using System.Formats.Tar;
using Pavior.Core;
using Pavior.Scan.Rpm;
using Pavior.Testing;
using ZstdSharp;

namespace Pavior.Scan.Tests.Rpm;

/// <summary>Databases of real images, in an archive beside the checkout.</summary>
internal static class RpmCorpus
{
    public static Extraction Read(string archive, string entryName)
    {
        using var file = File.OpenRead(archive);
        using var unzipped = new DecompressionStream(file);
        using var tar = new TarReader(unzipped);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name.TrimStart('.', '/') != entryName)
                continue;
            using var bytes = new MemoryStream();
            entry.DataStream!.CopyTo(bytes);
            return ExtractorRun.Over(new RpmDatabaseExtractor(), "var/lib/rpm/" + Path.GetFileName(entryName), bytes.ToArray());
        }

        throw new FileNotFoundException(entryName, archive);
    }
}
