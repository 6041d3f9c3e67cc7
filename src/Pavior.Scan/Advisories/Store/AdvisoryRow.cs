namespace Pavior.Scan.Advisories.Store;

/// <summary>One advisory while a database is built.</summary>
/// <param name="Feed">Id of its feed.</param>
/// <param name="Names">Its id first, then its aliases.</param>
/// <param name="Covers">Vulnerabilities that it covers, when it is not one itself.</param>
/// <param name="Modified">Tells the newer of two forms.</param>
/// <param name="Record">What is stored of it (<see cref="Tape"/>).</param>
/// <param name="Statements">What it says of packages.</param>
internal sealed record AdvisoryRow(string Feed, string[] Names, string[] Covers, DateTimeOffset Modified, int[] Record, StatementRow[] Statements)
{
    public int CompareContent(AdvisoryRow other, int[] ranks)
    {
        var order = Tape.Compare(Record, other.Record, ranks);
        for (var i = 0; order == 0 && i < Math.Min(Statements.Length, other.Statements.Length); i++)
            order = Statements[i].Compare(other.Statements[i], ranks);
        if (order == 0)
            order = Statements.Length.CompareTo(other.Statements.Length);
        if (order == 0)
            order = string.CompareOrdinal(string.Join('\n', Names), string.Join('\n', other.Names));
        return order != 0 ? order : string.CompareOrdinal(string.Join('\n', Covers), string.Join('\n', other.Covers));
    }
}

/// <summary>What an advisory says of one package, while a database is built.</summary>
/// <param name="Ecosystem">Provisional number of the text.</param>
/// <param name="Name">Provisional number of the text.</param>
/// <param name="Record">The rest (<see cref="Tape"/>).</param>
internal readonly record struct StatementRow(int Ecosystem, int Name, int[] Record)
{
    public int Compare(StatementRow other, int[] ranks)
    {
        var order = ranks[Ecosystem].CompareTo(ranks[other.Ecosystem]);
        if (order == 0)
            order = ranks[Name].CompareTo(ranks[other.Name]);
        return order != 0 ? order : Tape.Compare(Record, other.Record, ranks);
    }
}
