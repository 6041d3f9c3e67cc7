using System.Text;
using Pavior.Core;
using Pavior.Formats.Json;
using Xunit;

namespace Pavior.Formats.Tests.Json;

public sealed class JsonFileTests
{
    [Fact]
    public void Values_and_names_know_their_line()
    {
        using var file = JsonFile.ParseObject("f.json", "{\n  \"a\": {\n    \"b\":\n 1 },\n  \"c\": [\n 2]\n}"u8.ToArray());

        Assert.Equal(
            ["a 2 2", "c 5 5"],
            file.Root.EnumerateObject().Select(p => $"{p.Name} {file.LineOf(p)} {file.LineOf(p.Value)}"));
        Assert.Equal(4, file.LineOf(file.Root.GetProperty("a").GetProperty("b")));
        Assert.Equal(1, file.LineOf(file.Root));
    }

    [Theory]
    [InlineData("{\n \"a\": tru }", "f.json, line 2: expected JSON")]
    [InlineData("{\n \"a\": \"\\ud800\" }", "f.json, line 2: expected a string without half a surrogate pair")]
    [InlineData("{\n\n \"\\uDC00\": 1 }", "f.json, line 3: expected a string without half a surrogate pair")]
    [InlineData("[]", "f.json, line 1: expected a JSON object")]
    [InlineData("", "f.json, line 1: expected JSON")]
    [InlineData("{} // no", "f.json, line 1: expected JSON")]
    public void What_cannot_be_read_is_named_by_line(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ParseException>(() => JsonFile.ParseObject("f.json", Encoding.UTF8.GetBytes(text))).Message);

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.Throws<ParseException>(() => JsonFile.Parse("f.json", new byte[] { (byte)'"', 0xC3, (byte)'"' }));

    [Fact]
    public void Nesting_has_a_limit() =>
        Assert.Throws<ParseException>(() => JsonFile.Parse("f.json", Encoding.UTF8.GetBytes(new string('[', 100_000))));

    [Fact]
    public void Text_that_people_edit_may_have_comments_and_trailing_commas()
    {
        using var file = JsonFile.ParseObject("f.json", "\uFEFF{ // c\n \"a\": [1,], /* d */ }"u8.ToArray(), comments: true);
        Assert.Equal(2, file.LineOf(file.Root.GetProperty("a")));
    }

    [Fact]
    public void Members_that_are_missing_or_of_another_kind_read_as_nothing()
    {
        using var file = JsonFile.Parse("f.json", "{\"a\": 1}"u8.ToArray());
        Assert.Null(file.Root.TextOf("a"u8));
        Assert.Null(file.Root.TextOf("b"u8));
        Assert.Null(file.Root.GetProperty("a").TextOf("b"u8));
        Assert.Empty(file.Root.MembersOf("a"u8));
        Assert.Empty(file.Root.ItemsOf("b"u8));
        Assert.False(file.Root.IsTrue("a"u8));
    }
}
