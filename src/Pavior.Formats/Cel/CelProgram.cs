using Pavior.Core;

namespace Pavior.Formats.Cel;

/// <summary>
/// An expression of the Common Expression Language (github.com/google/cel-spec), compiled once and evaluated as often as one likes. It has no
/// side effects, always ends, and costs at most <see cref="MaxSteps"/>.
/// </summary>
public sealed class CelProgram
{
    /// <summary>Characters of an expression.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Steps of one evaluation: a step is an operator, a field, an item gone over, or ten characters; about a tenth of a second.</summary>
    public const int MaxSteps = 1_000_000;

    private readonly CelCode _code;
    private readonly int _locals;

    private CelProgram(CelCode code, CelType type, int locals, IReadOnlyList<string> uses)
    {
        _code = code;
        _locals = locals;
        Type = type;
        Uses = uses;
    }

    /// <summary>What it gives; <see cref="CelType.Dyn"/> where that shows only when it runs.</summary>
    public CelType Type { get; }

    /// <summary>Names of the variables that it uses, ordered.</summary>
    public IReadOnlyList<string> Uses { get; }

    /// <exception cref="ParseException">It is no expression, names what is not there, or joins what does not go together.</exception>
    public static CelProgram Compile(CelSource source, CelEnvironment environment) => Compile(source, environment, isChecked: true);

    /// <summary>Without checking, what is wrong comes out when it runs.</summary>
    internal static CelProgram Compile(CelSource source, CelEnvironment environment, bool isChecked)
    {
        if (source.Text.Length > MaxLength)
            throw ParseException.Limit(source.Path, $"line {source.Line}: an expression of {source.Text.Length} characters, more than the limit of {MaxLength}");
        var checker = new CelChecker(source, environment, isChecked);
        var (code, type) = checker.Check(CelParser.Parse(source));
        return new CelProgram(code, type, checker.Locals, checker.Uses);
    }

    /// <param name="values">Of the environment's variables, in their order.</param>
    /// <returns>The value, which may be an error.</returns>
    public CelValue Evaluate(params CelValue[] values)
    {
        long steps = MaxSteps;
        return Evaluate(values, ref steps);
    }

    /// <param name="values">Of the environment's variables, in their order.</param>
    /// <param name="steps">What evaluations may cost together; what this one costs is taken off.</param>
    /// <returns>The value, which may be an error.</returns>
    public CelValue Evaluate(CelValue[] values, ref long steps)
    {
        var most = Math.Min(steps, MaxSteps);
        var run = new CelRun(values, _locals, most);
        try
        {
            return _code.Run(run);
        }
        catch (CelBudgetException)
        {
            return CelValue.Fail($"it costs more than {most} steps");
        }
        finally
        {
            steps -= most - run.Left;
        }
    }
}
