using System.Text.Json;
using Pavior.Formats.Json;

namespace Pavior.Scan.Sbom;

/// <summary>The licences of a component, as text: identifiers, names and expressions alike.</summary>
internal static class CycloneDxLicenses
{
    public static string[] Read(JsonElement component)
    {
        var found = new List<string>();
        foreach (var choice in component.ItemsOf("licenses"u8))
        {
            var license = choice.TryGetMember("license"u8, out var member) ? member : default;
            if ((choice.TextOf("expression"u8) ?? license.TextOf("id"u8) ?? license.TextOf("name"u8)) is { Length: > 0 } text)
                found.Add(text);
        }

        return [.. found];
    }
}
