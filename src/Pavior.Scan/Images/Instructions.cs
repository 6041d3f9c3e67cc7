using Pavior.Formats.Oci;

namespace Pavior.Scan.Images;

/// <summary>Turns history lines, which every builder writes in its own way, into the Dockerfile words they came from.</summary>
internal static class Instructions
{
    private const string Shell = "/bin/sh -c ";
    private const string NoOperation = "#(nop) ";
    private const string BuildKit = "# buildkit";

    /// <summary>The instruction that made each layer, from the bottom; null where the history is shorter than the layers.</summary>
    public static IReadOnlyList<string?> ForLayers(IReadOnlyList<OciHistory> history, int layers)
    {
        var made = history.Where(h => !h.EmptyLayer).Select(Readable).Take(layers).ToList();
        while (made.Count < layers)
            made.Add(null);
        return made;
    }

    public static string? Readable(OciHistory line)
    {
        var text = line.CreatedBy.Trim();
        if (text.Length == 0)
            return line.Comment is { Length: > 0 } comment ? comment : null;
        if (text.EndsWith(BuildKit, StringComparison.Ordinal))
            text = text[..^BuildKit.Length].TrimEnd();
        text = BuildArguments.Drop(text);
        if (text.StartsWith("RUN " + Shell, StringComparison.Ordinal))
            return "RUN " + Collapse(text[("RUN " + Shell).Length..]);
        if (!text.StartsWith(Shell, StringComparison.Ordinal))
            return Collapse(text);
        text = text[Shell.Length..].TrimStart();
        return text.StartsWith(NoOperation, StringComparison.Ordinal) ? Collapse(text[NoOperation.Length..]) : "RUN " + Collapse(text);
    }

    private static string Collapse(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
