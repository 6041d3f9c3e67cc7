using Pavior.Testing;
using Xunit;

namespace Pavior.Formats.Tests.Cel;

/// <summary>CEL's own conformance files (cel-spec), but for those about protocol buffers and optional extensions.</summary>
public sealed class ConformanceTests
{
    private const string Corpus = "corpora/cel-spec";

    /// <summary>Sections about functions that are not there: those that write texts for people.</summary>
    private static readonly string[] Waived = ["string_ext/quote", "string_ext/format", "string_ext/format_errors"];

    [Theory]
    [InlineData("basic")]
    [InlineData("comparisons")]
    [InlineData("conversions")]
    [InlineData("fields")]
    [InlineData("fp_math")]
    [InlineData("integer_math")]
    [InlineData("lists")]
    [InlineData("logic")]
    [InlineData("macros")]
    [InlineData("macros2")]
    [InlineData("namespace")]
    [InlineData("parse")]
    [InlineData("plumbing")]
    [InlineData("string")]
    [InlineData("string_ext")]
    [InlineData("timestamps")]
    [InlineData("type_deduction")]
    public void Every_case_that_needs_no_messages_comes_out_as_the_specification_says(string file)
    {
        var failed = new List<string>();
        var cases = Cases(file).Where(c => !c.NeedsMessages).ToArray();
        foreach (var one in cases)
        {
            if (one.Run() is { } wrong)
                failed.Add($"{one.Name}: {one.Expression}: {wrong}");
        }

        Assert.NotEmpty(cases);
        Assert.True(failed.Count == 0, $"{failed.Count} of {cases.Length}\n{string.Join('\n', failed)}");
    }

    private static IEnumerable<ConformanceCase> Cases(string file)
    {
        var path = SharedFolder.TryFind($"{Corpus}/{file}.textproto");
        Assert.SkipWhen(path is null, $"PAVIOR_SHARED holds no {Corpus}");
        return from section in TextProto.Parse(File.ReadAllText(path)).All("section")
               where !Waived.Contains($"{file}/{section.Text("name")}")
               from test in section.All("test")
               select new ConformanceCase(file, section.Text("name") ?? "", test);
    }
}
