using System.Text.Json;
using Pavior.Testing;
using Xunit;

namespace Pavior.Core.Tests;

/// <summary>
/// The purl specification's own cases. It asks both that upper-case qualifier keys are refused (gem, rpm) and that they are read (maven,
/// and the round trips of gem and rpm): strict reading has to refuse every case that should fail, lenient reading to read every other.
/// </summary>
public sealed class PackageUrlCorpusTests
{
    [Fact]
    public void Every_case_of_the_specification_is_answered_as_it_says()
    {
        var corpus = SharedFolder.TryFind("corpora/purl");
        Assert.SkipWhen(corpus is null, "corpora/purl is not in the shared folder");
        var wrong = new List<string>();
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(corpus!, "*-test.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var test in document.RootElement.GetProperty("tests").EnumerateArray())
            {
                count++;
                if (Check(test) is { } complaint)
                    wrong.Add($"{Path.GetFileName(file)}: {test.GetProperty("test_type")} {test.GetProperty("input").GetRawText()}: {complaint}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count} wrong\n{string.Join('\n', wrong)}");
        Assert.True(count > 500, $"only {count} cases were found");
    }

    private static string? Check(JsonElement test)
    {
        var input = test.GetProperty("input");
        var mustFail = test.GetProperty("expected_failure").GetBoolean();
        string? got;
        if (test.GetProperty("test_type").GetString() == "build")
        {
            got = Build(input);
        }
        else
        {
            got = PackageUrl.TryParse(input.GetString(), strict: mustFail, out var purl) ? purl.ToString() : null;
        }

        if (mustFail)
            return got is null ? null : $"gave {got}, should be refused";
        if (got is null)
            return "refused";
        if (!test.TryGetProperty("expected_output", out var expected))
            return null;
        var want = expected.ValueKind == JsonValueKind.Object ? Build(expected) : expected.GetString();
        return got == want ? null : $"gave {got}, should be {want}";
    }

    private static string? Build(JsonElement parts)
    {
        try
        {
            return new PackageUrl(
                Text(parts, "type") ?? "",
                Text(parts, "namespace"),
                Text(parts, "name") ?? "",
                Text(parts, "version"),
                parts.TryGetProperty("qualifiers", out var qualifiers) && qualifiers.ValueKind == JsonValueKind.Object
                    ? qualifiers.EnumerateObject().Select(q => KeyValuePair.Create(q.Name, q.Value.GetString()!)).ToArray()
                    : null,
                Text(parts, "subpath")).ToString();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement parts, string name) => parts.TryGetProperty(name, out var value) ? value.GetString() : null;
}
