using System.Globalization;
using Pavior.Core;

namespace Pavior.Formats.Vex;

/// <summary>All that a CSAF document says of one product and one vulnerability.</summary>
internal sealed class CsafFact(string product, VexStatus status, int line)
{
    public string Product { get; } = product;

    public VexStatus Status { get; } = status;

    public int Line { get; } = line;

    /// <summary>Index of the flag; the first one counts.</summary>
    public int? Flag { get; set; }

    /// <summary>Index of the impact; the first one counts.</summary>
    public int? Impact { get; set; }

    /// <summary>Indexes of remediations, in order.</summary>
    public List<int> Actions { get; } = [];

    /// <summary>Equal for products that one statement can speak of.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{(int)Status}/{Flag}/{Impact}/{string.Join(',', Actions)}");

    /// <summary>A remediation may name a product twice: by itself and by its group.</summary>
    public void AddAction(int index)
    {
        if (Actions.Count == 0 || Actions[^1] != index)
            Actions.Add(index);
    }
}
