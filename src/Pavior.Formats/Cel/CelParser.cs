using Pavior.Core;

namespace Pavior.Formats.Cel;

/// <summary>Reads the grammar of CEL: conditional, or, and, relation, addition, multiplication, unary, member, primary.</summary>
internal sealed class CelParser
{
    /// <summary>Parentheses, brackets and calls in each other, while it is read.</summary>
    private const int MaxNesting = 64;

    /// <summary>Operators one above the other in the finished tree: a long sum is as deep as it is long.</summary>
    private const int MaxDepth = 256;

    /// <summary>Names, literals and operators of one expression.</summary>
    private const int MaxNodes = 20_000;

    private static readonly string[] Reserved =
    [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
    ];

    private static readonly string[] Relations = ["<", "<=", ">=", ">", "==", "!="];

    private readonly CelSource _source;
    private readonly CelLexer _lexer;
    private CelToken _token;
    private int _nesting;
    private int _nodes;

    private CelParser(CelSource source)
    {
        _source = source;
        _lexer = new CelLexer(source);
        _token = _lexer.Next();
    }

    /// <exception cref="ParseException">It is no expression, or a limit was reached.</exception>
    public static CelSyntax Parse(CelSource source)
    {
        var parser = new CelParser(source);
        var expression = parser.Expression();
        if (parser._token.Kind != CelTokenKind.End)
            throw parser.Expected("the end of the expression");
        return expression;
    }

    private ParseException Expected(string what) =>
        _source.Expected(_token.Start, _token.Kind == CelTokenKind.End ? $"{what}, and it ends here" : $"{what}, not {Shown(_token.Text)}");

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "...";

    private CelToken Take()
    {
        var taken = _token;
        _token = _lexer.Next();
        return taken;
    }

    private bool TryTake(string symbol)
    {
        if (!_token.Is(symbol))
            return false;
        Take();
        return true;
    }

    private void Need(string symbol)
    {
        if (!TryTake(symbol))
            throw Expected(symbol);
    }

    private T Counted<T>(T node)
        where T : CelSyntax
    {
        if (node.Depth > MaxDepth)
            throw ParseException.Limit(_source.Path, Placed(node.Offset, $"an expression deeper than {MaxDepth} operators"));
        if (++_nodes > MaxNodes)
            throw ParseException.Limit(_source.Path, Placed(node.Offset, $"an expression of more than {MaxNodes} names, literals and operators"));
        return node;
    }

    private string Placed(int offset, string what)
    {
        var (line, column) = _source.Place(offset);
        return $"line {line}, column {column}: {what}";
    }

    private static int Above(params ReadOnlySpan<CelSyntax> nodes)
    {
        var depth = 0;
        foreach (var node in nodes)
            depth = Math.Max(depth, node.Depth);
        return depth + 1;
    }

    private CelSyntax Expression()
    {
        if (++_nesting > MaxNesting)
            throw ParseException.Limit(_source.Path, Placed(_token.Start, $"more than {MaxNesting} parentheses, brackets and calls in each other"));
        var condition = Logic(isAnd: false);
        if (_token.Is("?"))
        {
            var at = Take().Start;
            var then = Logic(isAnd: false);
            Need(":");
            var other = Expression();
            condition = Counted(new CelSyntax.Choice(at, Above(condition, then, other), condition, then, other));
        }

        _nesting--;
        return condition;
    }

    private CelSyntax Logic(bool isAnd)
    {
        var symbol = isAnd ? "&&" : "||";
        var first = isAnd ? Relation() : Logic(isAnd: true);
        if (!_token.Is(symbol))
            return first;
        var at = _token.Start;
        var operands = new List<CelSyntax> { first };
        while (TryTake(symbol))
            operands.Add(isAnd ? Relation() : Logic(isAnd: true));
        return Counted(new CelSyntax.Logic(at, operands.Max(o => o.Depth) + 1, isAnd, operands));
    }

    private CelSyntax Relation()
    {
        var left = Sum();
        while ((_token.Kind == CelTokenKind.Symbol && Relations.Contains(_token.Text)) || _token is { Kind: CelTokenKind.Name, Text: "in" })
        {
            var symbol = Take();
            left = Binary(symbol, left, Sum());
        }

        return left;
    }

    private CelSyntax Sum()
    {
        var left = Product();
        while (_token.Is("+") || _token.Is("-"))
        {
            var symbol = Take();
            left = Binary(symbol, left, Product());
        }

        return left;
    }

    private CelSyntax Product()
    {
        var left = Unary();
        while (_token.Is("*") || _token.Is("/") || _token.Is("%"))
        {
            var symbol = Take();
            left = Binary(symbol, left, Unary());
        }

        return left;
    }

    private CelSyntax.Call Binary(CelToken symbol, CelSyntax left, CelSyntax right) =>
        Counted(new CelSyntax.Call(symbol.Start, Above(left, right), symbol.Text == "in" ? "@in" : $"_{symbol.Text}_", null, [left, right]));

    private CelSyntax Unary()
    {
        if (!_token.Is("!") && !_token.Is("-"))
            return Member();
        var signs = new List<CelToken>();
        var symbol = _token.Text;
        while (_token.Is(symbol))
            signs.Add(Take());
        CelSyntax operand;
        if (symbol == "-" && _token.Kind is CelTokenKind.Number || (symbol == "-" && _token is { Kind: CelTokenKind.Literal, Value.Kind: CelKind.Double }))
        {
            signs.RemoveAt(signs.Count - 1);
            operand = Member(isNegative: true);
        }
        else
        {
            operand = Member();
        }

        // Two of them cancel each other only where the operand is a boolean or number, which is for the evaluation to say.
        for (var i = signs.Count - 1; i >= 0; i--)
            operand = Counted(new CelSyntax.Call(signs[i].Start, Above(operand), symbol == "!" ? "!_" : "-_", null, [operand]));
        return operand;
    }

    private CelSyntax Member(bool isNegative = false)
    {
        var operand = Primary(isNegative);
        while (true)
        {
            if (_token.Is("."))
            {
                operand = Dotted(operand);
            }
            else if (_token.Is("["))
            {
                var at = Take().Start;
                var index = Expression();
                Need("]");
                operand = Counted(new CelSyntax.Call(at, Above(operand, index), "_[_]", null, [operand, index]));
            }
            else if (_token.Is("{") && TypeName(operand) is { } name)
            {
                operand = Message(operand, name);
            }
            else
            {
                return operand;
            }
        }
    }

    private CelSyntax Dotted(CelSyntax operand)
    {
        Take();
        if (_token.Kind is not (CelTokenKind.Name or CelTokenKind.QuotedName) || _token is { Kind: CelTokenKind.Name, Text: "in" or "true" or "false" or "null" })
            throw Expected("a field or function");
        var field = Take();
        if (field.Kind == CelTokenKind.Name && TryTake("("))
        {
            var arguments = Arguments(")");
            return Counted(CelMacros.Expand(_source, field, operand, arguments)
                ?? new CelSyntax.Call(field.Start, Above([operand, .. arguments]), field.Text, operand, arguments));
        }

        return Counted(new CelSyntax.Select(field.Start, Above(operand), operand, field.Text, IsTest: false));
    }

    private CelSyntax Primary(bool isNegative)
    {
        switch (_token.Kind)
        {
            case CelTokenKind.Number:
                return Whole(isNegative);
            case CelTokenKind.Literal:
                var literal = Take();
                return Counted(new CelSyntax.Constant(literal.Start, isNegative ? CelValue.Of(-literal.Value.Double) : literal.Value));
            case CelTokenKind.Name:
                return Named(isAbsolute: false);
        }

        if (TryTake("("))
        {
            var inner = Expression();
            Need(")");
            return inner;
        }

        if (_token.Is("["))
        {
            var at = Take().Start;
            var items = Arguments("]");
            return Counted(new CelSyntax.Items(at, Above([.. items]), items));
        }

        if (_token.Is("{"))
            return Entries();
        if (TryTake("."))
            return _token.Kind == CelTokenKind.Name ? Named(isAbsolute: true) : throw Expected("a name");
        throw Expected("a value");
    }

    private CelSyntax.Constant Whole(bool isNegative)
    {
        var token = Take();
        var number = token.Value.Uint;
        if (isNegative ? number > 1UL << 63 : number > long.MaxValue)
            throw _source.Expected(token.Start, "a whole number of 64 bits");
        return Counted(new CelSyntax.Constant(token.Start, CelValue.Of(isNegative ? unchecked(-(long)number) : (long)number)));
    }

    private CelSyntax Named(bool isAbsolute)
    {
        var name = Take();
        if (!isAbsolute && Keyword(name.Text) is { } value)
            return Counted(new CelSyntax.Constant(name.Start, value));
        if (name.Text is "in" or "true" or "false" or "null" || Reserved.Contains(name.Text))
            throw _source.Expected(name.Start, $"a name, not {name.Text}, which CEL keeps for itself");
        if (!_token.Is("("))
            return Counted(new CelSyntax.Name(name.Start, name.Text, isAbsolute));
        Take();
        var arguments = Arguments(")");
        if (name.Text != "has")
            return Counted(new CelSyntax.Call(name.Start, Above([.. arguments]), name.Text, null, arguments));
        return arguments is [CelSyntax.Select { IsTest: false } field]
            ? Counted(field with { IsTest = true })
            : throw _source.Expected(name.Start, "has() of a field, such as has(a.b)");
    }

    private static CelValue? Keyword(string name) => name switch
    {
        "true" => CelValue.Of(true),
        "false" => CelValue.Of(false),
        "null" => CelValue.Null,
        _ => null,
    };

    private List<CelSyntax> Arguments(string closing)
    {
        var arguments = new List<CelSyntax>();
        while (!_token.Is(closing))
        {
            arguments.Add(Expression());
            // A list may end with a comma, a call may not.
            if (!TryTake(",") || (closing == ")" && _token.Is(closing)))
                break;
        }

        Need(closing);
        return arguments;
    }

    private CelSyntax.Entries Entries()
    {
        var at = Take().Start;
        var pairs = new List<(CelSyntax Key, CelSyntax Value)>();
        while (!_token.Is("}"))
        {
            var key = Expression();
            Need(":");
            pairs.Add((key, Expression()));
            if (!TryTake(","))
                break;
        }

        Need("}");
        return Counted(new CelSyntax.Entries(at, pairs.Count == 0 ? 1 : pairs.Max(p => Above(p.Key, p.Value)), pairs));
    }

    /// <summary>The dotted name that an operand is; null for anything else.</summary>
    private static string? TypeName(CelSyntax operand) => operand switch
    {
        CelSyntax.Name name => name.Text,
        CelSyntax.Select { IsTest: false } select when TypeName(select.Operand) is { } outer => $"{outer}.{select.Field}",
        _ => null,
    };

    private CelSyntax.Message Message(CelSyntax operand, string name)
    {
        Take();
        while (!_token.Is("}"))
        {
            if (_token.Kind is not (CelTokenKind.Name or CelTokenKind.QuotedName))
                throw Expected("a field");
            Take();
            Need(":");
            Expression();
            if (!TryTake(","))
                break;
        }

        Need("}");
        return Counted(new CelSyntax.Message(operand.Offset, operand.Depth, name));
    }
}
