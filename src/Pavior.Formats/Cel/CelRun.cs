namespace Pavior.Formats.Cel;

/// <summary>One evaluation: the values of its variables, and how much it may still cost.</summary>
internal sealed class CelRun(CelValue[] values, int locals, long budget)
{
    /// <summary>Characters that cost as much as one step.</summary>
    private const int CharactersPerStep = 10;

    /// <summary>Steps that are left.</summary>
    public long Left { get; private set; } = budget;

    public CelValue[] Values { get; } = values;

    /// <summary>What macros run over.</summary>
    public CelValue[] Locals { get; } = new CelValue[locals];

    /// <exception cref="CelBudgetException">It has cost too much.</exception>
    public void Charge(long steps)
    {
        Left -= steps;
        if (Left >= 0)
            return;
        Left = 0;
        throw new CelBudgetException();
    }

    public void ChargeText(int characters) => Charge(characters / CharactersPerStep);
}
