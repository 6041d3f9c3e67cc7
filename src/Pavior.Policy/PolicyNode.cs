using Pavior.Core;
using Pavior.Formats.Text;
using Pavior.Formats.Yaml;

namespace Pavior.Policy;

/// <summary>A node of the policy's YAML, read strictly: what is not expected is told by its place.</summary>
/// <param name="Path">The file.</param>
/// <param name="Node">The node.</param>
/// <param name="Name">What it is, for messages.</param>
internal sealed record PolicyNode(string Path, YamlNode Node, string Name)
{
    /// <summary>Characters of a foreign word that a message repeats.</summary>
    private const int MaxShown = 60;

    public static string Shown(string text) => text.Length <= MaxShown ? text : text[..MaxShown] + "...";

    public ParseException Expected(string what) => ParseException.At(Path, Node.Line, Node.Column, what);

    private YamlMapping Mapping => Node as YamlMapping ?? throw Expected($"keys with values in {Name}");

    /// <summary>Refuses every other key.</summary>
    public void Keys(params string[] known)
    {
        foreach (var entry in Mapping.Entries)
        {
            if (entry.Name is not { } name)
                throw ParseException.At(Path, entry.Key.Line, entry.Key.Column, $"a key of {Name}");
            if (!known.Contains(name))
                throw ParseException.At(Path, entry.Key.Line, entry.Key.Column, $"one of {string.Join(", ", known)} in {Name}, not {Shown(name)}{NearestName.Hint(name, known)}");
        }
    }

    public IEnumerable<(string Name, PolicyNode Value)> Entries() => Mapping.Entries.Select(e => (e.Name!, new PolicyNode(Path, e.Value, e.Name!)));

    /// <summary>Null for a key that is not there or has no value.</summary>
    public PolicyNode? Optional(string key) =>
        Mapping[key] is { } value && value is not YamlScalar { IsNull: true } ? new PolicyNode(Path, value, key) : null;

    public PolicyNode Required(string key) => Optional(key) ?? throw Expected($"{key} in {Name}");

    public IEnumerable<PolicyNode> Items(int most)
    {
        var items = (Node as YamlSequence ?? throw Expected($"a list in {Name}")).Items;
        if (items.Count > most)
            throw ParseException.Limit(Path, $"line {Node.Line}: more than {most} items in {Name}");
        return items.Select(i => new PolicyNode(Path, i, Name));
    }

    /// <summary>A text that is not empty.</summary>
    public string Text(int most)
    {
        if (Node is not YamlScalar { IsNull: false } scalar || string.IsNullOrWhiteSpace(scalar.Value))
            throw Expected($"a text for {Name}");
        return scalar.Value.Length <= most ? scalar.Value : throw ParseException.Limit(Path, $"line {Node.Line}: more than {most} characters in {Name}");
    }

    public T OneOf<T>(params IReadOnlyList<(string Word, T Value)> words)
    {
        foreach (var (word, value) in words)
        {
            if (Node.Text == word)
                return value;
        }

        var names = words.Select(w => w.Word).ToArray();
        throw Expected($"one of {string.Join(", ", names)} for {Name}{(Node.Text is { } text ? $", not {Shown(text)}{NearestName.Hint(text, names)}" : "")}");
    }
}
