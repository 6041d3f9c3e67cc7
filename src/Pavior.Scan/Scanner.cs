using Pavior.Core;
using Pavior.Scan.Layers;
using Pavior.Scan.Sources;
using Pavior.Scan.Trees;

namespace Pavior.Scan;

/// <summary>The way in: a reference goes in, a report comes out.</summary>
public static class Scanner
{
    /// <param name="reference">An image reference, archive, folder or SBOM, with or without <c>scheme:</c> prefix.</param>
    /// <param name="options">What the user wants.</param>
    /// <param name="cancellation">Ends the scan.</param>
    /// <exception cref="SourceException">The target cannot be opened or is not what it should be.</exception>
    public static async Task<Report> ScanAsync(string reference, ScanOptions options, CancellationToken cancellation)
    {
        var content = await TargetSources.OpenAsync(reference, options.Source, cancellation).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            return content switch
            {
                ImageContent image => await ScanImageAsync(image, options, cancellation).ConfigureAwait(false),
                TreeContent tree => ScanTree(tree, options, cancellation),
                SbomContent sbom => sbom.Report,
                _ => throw new InvalidOperationException($"no scan for {content.GetType().Name}"),
            };
        }
    }

    private static Task<Report> ScanImageAsync(ImageContent image, ScanOptions options, CancellationToken cancellation)
    {
        var index = new ExtractorIndex(Extractors.All, ScanModes.Image);
        return new ImageScan(index, options).RunAsync(image, cancellation);
    }

    private static Report ScanTree(TreeContent tree, ScanOptions options, CancellationToken cancellation)
    {
        var mode = tree.Target.Kind == TargetKind.SourceTree ? ScanModes.Source : ScanModes.Image;
        return new TreeScan(new ExtractorIndex(Extractors.All, mode), options.Parallelism, options.Source).Run(tree, cancellation);
    }
}
