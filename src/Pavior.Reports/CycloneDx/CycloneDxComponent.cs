using System.Globalization;
using System.Text.Json;
using Pavior.Core;
using Pavior.Reports.Licenses;
using Pavior.Reports.Sbom;

namespace Pavior.Reports.CycloneDx;

/// <summary>One package as a CycloneDX component.</summary>
internal sealed class CycloneDxComponent(Utf8JsonWriter json, CycloneDxVersion version, IReadOnlyList<Layer> layers)
{
    public void Write(Package package, string reference)
    {
        json.WriteStartObject();
        json.WriteString("type", TypeOf(package));
        json.WriteString("bom-ref", reference);
        WriteSupplier(package.Supplier);
        WriteName(package);
        json.Text("version", package.Purl.Version);
        json.WriteString("scope", package.Scope switch
        {
            DependencyScope.Development => "excluded",
            DependencyScope.Optional => "optional",
            _ => "required",
        });
        WriteLicenses(package.Licenses);
        json.WriteString("purl", package.Purl.ToString());
        WriteEvidence(package);
        CycloneDxReportWriter.WriteProperties(json, SbomProperties.Of(package, layers));
        json.WriteEndObject();
        json.FlushIfLarge();
    }

    private static string TypeOf(Package package) => package.Purl.Type switch
    {
        _ when package.IsApplication => "application",
        "generic" when package.IsUnnamedJar => "library",
        "generic" or "vscode-extension" => "application",
        "huggingface" or "mlflow" => "machine-learning-model",
        _ => "library",
    };

    private void WriteSupplier(string? supplier)
    {
        if (string.IsNullOrEmpty(supplier))
            return;
        json.WriteStartObject("supplier");
        json.Text("name", supplier);
        json.WriteEndObject();
    }

    private void WriteName(Package package)
    {
        var purl = package.Purl;
        var whole = purl.Type is "deb" or "apk" or "rpm" or "alpm" or "golang";
        if (!whole)
            json.Text("group", purl.Namespace);
        json.WritePropertyName("name");
        json.TextValue(purl.Type == "golang" ? package.Name : purl.Name);
    }

    /// <summary>Identifiers of the list as ids; an expression where the version admits one beside others; everything else as a name, in the package's own words.</summary>
    private void WriteLicenses(IReadOnlyList<string> licenses)
    {
        if (licenses.Count == 0)
            return;
        json.WriteStartArray("licenses");
        foreach (var license in licenses)
        {
            json.WriteStartObject();
            if (!SpdxLicenses.IsLicense(license) && MayBeExpression(licenses) && LicenseExpression.IsValid(license))
            {
                json.Text("expression", license);
            }
            else
            {
                json.WriteStartObject("license");
                json.WritePropertyName(SpdxLicenses.IsLicense(license) ? "id" : "name");
                json.TextValue(license);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private bool MayBeExpression(IReadOnlyList<string> licenses) => version != CycloneDxVersion.V1_6 || licenses.Count == 1;

    private void WriteEvidence(Package package)
    {
        json.WriteStartObject("evidence");
        json.WriteStartArray("identity");
        json.WriteStartObject();
        json.WriteString("field", "purl");
        json.WriteNumber("confidence", package.Confidence switch
        {
            Confidence.High => 1m,
            Confidence.Medium => 0.7m,
            _ => 0.3m,
        });
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("occurrences");
        foreach (var seen in package.Evidence)
            WriteOccurrence(seen);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteOccurrence(Evidence seen)
    {
        json.WriteStartObject();
        json.WritePropertyName("location");
        json.TextValue(seen.Path);
        json.NumberIfAny("line", seen.Line);
        json.Text("additionalContext", seen.Layer is { } layer
            ? $"extractor={seen.Extractor}; layer={layer.ToString(CultureInfo.InvariantCulture)}"
            : $"extractor={seen.Extractor}");
        json.WriteEndObject();
    }
}
