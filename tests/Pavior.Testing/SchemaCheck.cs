using System.Diagnostics;

namespace Pavior.Testing;

/// <summary>Asks an independent validator (python3-jsonschema) whether documents follow their schemas.</summary>
public static class SchemaCheck
{
    private const int NotInstalled = 77;

    /// <summary>Null when every document is valid; else the complaints. <paramref name="unavailable"/> says why nothing could be asked.</summary>
    public static string? Complaints(IReadOnlyList<string> schemas, IReadOnlyList<(string Schema, string Document)> pairs, out string? unavailable)
    {
        unavailable = null;
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Repository.Root, "tests", "Pavior.Reports.Tests", "Validation", "validate.py"));
        foreach (var schema in schemas)
            start.ArgumentList.Add(schema);
        start.ArgumentList.Add("--");
        foreach (var (schema, document) in pairs)
            start.ArgumentList.Add($"{schema}={document}");
        using var process = TryStart(start);
        if (process is null)
        {
            unavailable = "python3 is not installed";
            return null;
        }

        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        if (process.ExitCode == NotInstalled)
            unavailable = text.Trim();
        return process.ExitCode is 0 or NotInstalled ? null : text;
    }

    private static Process? TryStart(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
