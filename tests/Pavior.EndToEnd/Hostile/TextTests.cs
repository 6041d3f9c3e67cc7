using System.Text;
using Xunit;

namespace Pavior.EndToEnd.Hostile;

/// <summary>JSON, YAML, TOML and XML made to confuse or exhaust their readers.</summary>
public sealed class TextTests : HostileInput
{
    private const string Place = "srv/node_modules/left-pad/package.json";

    [Fact]
    public void Json_nested_a_hundred_thousand_deep_is_a_gap() =>
        Incomplete(Image(Place, new string('[', 100_000)), Place);

    [Fact]
    public void A_json_object_nested_a_hundred_thousand_deep_is_a_gap() =>
        Incomplete(Image(Place, string.Concat(Enumerable.Repeat("{\"a\":", 100_000))), Place);

    [Fact]
    public void Json_that_is_not_utf8_is_a_gap() =>
        Incomplete(Image(Place, [.. "{\"name\":\"left-pad"u8, 0xC3, 0x28, .. "\",\"version\":\"1.0.0\"}"u8]), Place, "UTF-8");

    [Fact]
    public void Json_with_half_a_surrogate_pair_is_a_gap() =>
        Incomplete(Image(Place, """{"name":"left-\ud800","version":"1.0.0"}"""), Place, "surrogate");

    [Fact]
    public void Json_that_ends_early_is_a_gap() => Incomplete(Image(Place, """{"name":"left-pad","ver"""), Place, "line 1");

    [Fact]
    public void A_package_with_a_name_that_no_registry_takes_is_a_gap() =>
        Incomplete(Image(Place, """{"name":"../../../etc/passwd","version":"1.0.0"}"""), Place);

    [Fact]
    public void A_key_given_twice_means_its_last_value_as_in_node() =>
        Read(Image(Place, """{"name":"left-pad","version":"1.0.0","version":"1.3.0"}"""), "pkg:npm/left-pad@1.3.0");

    [Fact]
    public void A_manifest_of_fifty_megabytes_is_a_gap() =>
        Incomplete(Image(Place, $$"""{"name":"left-pad","version":"1.0.0","readme":"{{new string('x', 50_000_000)}}"}"""), Place, "limit");

    [Fact]
    public void A_manifest_of_millions_of_values_stays_within_memory()
    {
        var many = new StringBuilder("""{"name":"left-pad","version":"1.0.0","a":[0""");
        for (var i = 0; i < 3_900_000; i++)
            many.Append(",0");
        Read(Image(Place, many.Append("]}").ToString()), "pkg:npm/left-pad@1.0.0");
    }

    [Fact]
    public void A_lock_file_of_millions_of_values_is_a_gap()
    {
        var many = new StringBuilder("""{"lockfileVersion":3,"packages":{},"a":[0""");
        for (var i = 0; i < 15_000_000; i++)
            many.Append(",0");
        Incomplete(Tree("package-lock.json", many.Append("]}").ToString()), "package-lock.json");
    }

    [Fact]
    public void Yaml_aliases_that_multiply_are_a_gap()
    {
        var bomb = new StringBuilder("lockfileVersion: '9.0'\na0: &a0 [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n");
        for (var i = 1; i < 12; i++)
            bomb.Append($"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        Incomplete(Tree("pnpm-lock.yaml", bomb + "packages: *a11\n"), "pnpm-lock.yaml");
    }

    [Fact]
    public void A_yaml_anchor_that_holds_itself_is_a_gap() =>
        Incomplete(Tree("pnpm-lock.yaml", "lockfileVersion: '9.0'\npackages: &a\n  x@1.0.0: *a\n"), "pnpm-lock.yaml");

    [Fact]
    public void Yaml_nested_a_hundred_thousand_deep_is_a_gap() =>
        Incomplete(Tree("pnpm-lock.yaml", "lockfileVersion: '9.0'\npackages: " + new string('[', 100_000)), "pnpm-lock.yaml");

    [Fact]
    public void Broken_yaml_is_a_gap() => Incomplete(Tree("pnpm-lock.yaml", "lockfileVersion: '9.0'\npackages:\n\t- : }{\n"), "pnpm-lock.yaml", "line");

    [Fact]
    public void Broken_toml_is_a_gap() => Incomplete(Tree("Cargo.lock", "version = 4\n[[package]\nname = \"a\"\n"), "Cargo.lock", "line 2");

    [Fact]
    public void Toml_nested_a_hundred_thousand_deep_is_a_gap() =>
        Incomplete(Tree("poetry.lock", "a = " + new string('[', 100_000)), "poetry.lock");

    [Fact]
    public void Toml_keys_of_a_hundred_thousand_parts_are_a_gap() =>
        Incomplete(Tree("poetry.lock", string.Join('.', Enumerable.Repeat("a", 100_000)) + " = 1\n"), "poetry.lock");

    [Fact]
    public void Xml_entities_that_multiply_are_a_gap()
    {
        var bomb = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY lol0 \"lol\">\n");
        for (var i = 1; i < 10; i++)
            bomb.Append($"<!ENTITY lol{i} \"{string.Concat(Enumerable.Repeat($"&lol{i - 1};", 10))}\">\n");
        bomb.Append("]>\n<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>&lol9;</artifactId><version>1</version></project>");
        Incomplete(Tree("pom.xml", bomb.ToString()), "pom.xml");
    }

    [Fact]
    public void Xml_entities_that_name_files_of_the_machine_are_a_gap() =>
        Incomplete(
            Tree("pom.xml", "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><project><groupId>g</groupId><artifactId>&x;</artifactId><version>1</version></project>"),
            "pom.xml");

    [Fact]
    public void Xml_nested_a_hundred_thousand_deep_is_a_gap() =>
        Incomplete(Tree("pom.xml", "<project>" + string.Concat(Enumerable.Repeat("<a>", 100_000))), "pom.xml");

    [Fact]
    public void Maven_properties_in_a_ring_are_no_loop()
    {
        var run = Scan(Tree("pom.xml", """
            <project><groupId>g</groupId><artifactId>a</artifactId><version>1</version>
            <properties><x>${y}</x><y>${z}${z}</y><z>${x}${x}</z></properties>
            <dependencies><dependency><groupId>h</groupId><artifactId>b</artifactId><version>${x}</version></dependency></dependencies></project>
            """));
        Assert.True(run.ExitCode is 0 or 3, run.ToString());
        Harmless(run);
    }

    [Fact]
    public void Requirement_files_that_include_the_machine_and_themselves_read_nothing_of_it()
    {
        var run = Scan(Tree("requirements.txt", "-r requirements.txt\n-r ../../../../etc/passwd\n-r /etc/passwd\nflask==3.0.0\n"));
        Assert.True(run.ExitCode is 0 or 3, run.ToString());
        Assert.Equal(["pkg:pypi/flask@3.0.0"], run.Purls);
        Harmless(run);
    }

    private string Tree(string file, string text)
    {
        Box.InputFile("tree/" + file, text);
        return Box.InputPath("tree");
    }
}
