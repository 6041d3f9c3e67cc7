using System.Text.Json;
using Pavior.Formats.Yaml;

namespace Pavior.Scan.Advisories;

/// <summary>
/// A value of an advisory's record, written as JSON or as YAML: several publishers use one schema in both. A YAML scalar is text
/// whatever it looks like, since versions such as 1.10 stand unquoted; a JSON value is text only when it is a string.
/// </summary>
internal readonly struct RecordNode
{
    private readonly JsonElement _json;
    private readonly YamlNode? _yaml;

    public RecordNode(JsonElement json) => _json = json;

    public RecordNode(YamlNode yaml) => _yaml = yaml;

    /// <summary>False for a member that is not there.</summary>
    public bool Exists => _yaml is not null || _json.ValueKind != JsonValueKind.Undefined;

    public bool IsObject => _yaml is YamlMapping || _json.ValueKind == JsonValueKind.Object;

    public bool IsArray => _yaml is YamlSequence || _json.ValueKind == JsonValueKind.Array;

    /// <summary>The text of a scalar; null for none, for a null and for anything else.</summary>
    public string? Text => _yaml is null
        ? _json.ValueKind == JsonValueKind.String ? _json.GetString() : null
        : _yaml is YamlScalar { IsNull: false } scalar ? scalar.Value : null;

    /// <summary>The member of an object; a node that does not exist when there is none.</summary>
    public RecordNode this[string name]
    {
        get
        {
            if (_yaml is YamlMapping mapping)
                return mapping.TryGet(name, out var value) ? new RecordNode(value) : default;
            return _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out var member) ? new RecordNode(member) : default;
        }
    }

    public string? TextOf(string name) => this[name].Text;

    /// <summary>The items of an array; none for anything else.</summary>
    public ItemEnumerator GetEnumerator() => new(_json, _yaml as YamlSequence);

    /// <summary>Every text among the items.</summary>
    public IReadOnlyList<string> Texts()
    {
        List<string>? texts = null;
        foreach (var item in this)
        {
            if (item.Text is { Length: > 0 } text)
                (texts ??= []).Add(text);
        }

        return texts ?? (IReadOnlyList<string>)[];
    }

    /// <summary>Walks the items of an array.</summary>
    public struct ItemEnumerator(JsonElement json, YamlSequence? yaml)
    {
        private JsonElement.ArrayEnumerator _json = json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : default;
        private readonly IReadOnlyList<YamlNode>? _yaml = yaml?.Items;
        private int _at = -1;

        public readonly RecordNode Current => _yaml is null ? new RecordNode(_json.Current) : new RecordNode(_yaml[_at]);

        public bool MoveNext() => _yaml is null ? _json.MoveNext() : ++_at < _yaml.Count;
    }
}
