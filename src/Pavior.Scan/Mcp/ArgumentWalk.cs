using System.Collections.Frozen;

namespace Pavior.Scan.Mcp;

/// <summary>Walks the arguments of a command: options with their values are passed over, and what is left are its operands.</summary>
internal ref struct ArgumentWalk(ReadOnlySpan<string> arguments, FrozenSet<string> optionsWithValue)
{
    private ReadOnlySpan<string> _rest = arguments;

    /// <summary>What has not been walked yet.</summary>
    public readonly ReadOnlySpan<string> Rest => _rest;

    /// <summary>The next operand, or null at the end. Values of the options in <paramref name="wanted"/> are put into it.</summary>
    public string? NextOperand(List<(string Option, string Value)>? wanted = null)
    {
        while (!_rest.IsEmpty)
        {
            var argument = _rest[0];
            _rest = _rest[1..];
            if (argument == "--")
                return Take();
            if (argument.Length < 2 || argument[0] != '-')
                return argument;
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                wanted?.Add((argument[..equals], argument[(equals + 1)..]));
            else if (optionsWithValue.Contains(argument) && Take() is { } value)
                wanted?.Add((argument, value));
        }

        return null;
    }

    private string? Take()
    {
        if (_rest.IsEmpty)
            return null;
        var taken = _rest[0];
        _rest = _rest[1..];
        return taken;
    }
}
