using Pavior.Scan.Versions;

namespace Pavior.Scan.Java;

/// <summary>
/// Reads what counts of a Maven version, in the order in which ComparableVersion nests it: a hyphen and each step between letters
/// and digits begin a list within the list. Items that mean nothing (0, ga) are dropped where a list within or the end follows.
/// </summary>
internal ref struct MavenVersionReader(ReadOnlySpan<char> version)
{
    private ReadOnlySpan<char> _rest = version;
    private bool _listBegins;
    private bool _listIsEmpty = true;

    /// <summary>Characters left behind the next item that means something, as far as one was looked for.</summary>
    private int _aheadUntil = int.MaxValue;

    /// <summary>Characters left where the list of that item begins.</summary>
    private int _aheadList;
    private bool _aheadIsOlder;

    public MavenVersionRank Rank { get; private set; }

    /// <summary>Digits of a number, letters of a qualifier.</summary>
    public ReadOnlySpan<char> Item { get; private set; }

    /// <summary>After the last item, <see cref="MavenVersionRank.End"/> again and again.</summary>
    public void Read()
    {
        while (true)
        {
            Next();
            if (Rank == MavenVersionRank.End || MeansSomething)
                return;
            if (!LookAhead())
            {
                _rest = [];
                _listBegins = false;
                Rank = MavenVersionRank.End;
                return;
            }

            if (Rank != MavenVersionRank.List && _aheadList <= _rest.Length)
                continue;
            if (_aheadIsOlder)
                Rank = Older(Rank);
            return;
        }
    }

    private readonly bool MeansSomething =>
        Rank is not (MavenVersionRank.List or MavenVersionRank.Release) && (Rank != MavenVersionRank.Number || !DigitRun.IsZero(Item));

    /// <summary>The next item or beginning of a list, whether it counts or not.</summary>
    private void Next()
    {
        Item = [];
        if (_listBegins)
            BeginList();
        else if (_rest.IsEmpty)
            Rank = MavenVersionRank.End;
        else if (char.IsAsciiDigit(_rest[0]) || _rest[0] is '.' or '-')
            ReadNumber();
        else
            ReadWord();
    }

    private void BeginList()
    {
        Rank = MavenVersionRank.List;
        _listBegins = false;
        _listIsEmpty = true;
    }

    private void ReadNumber()
    {
        Rank = MavenVersionRank.Number;
        Item = DigitRun.Take(ref _rest);
        EndItem();
    }

    private void ReadWord()
    {
        var length = 1;
        while (length < _rest.Length && !char.IsAsciiDigit(_rest[length]) && _rest[length] is not ('.' or '-'))
            length++;
        var beforeDigit = length < _rest.Length && char.IsAsciiDigit(_rest[length]);
        if (!_listIsEmpty && (beforeDigit || length == _rest.Length))
        {
            BeginList();
            return;
        }

        Item = _rest[..length];
        Rank = Qualifier(Item, beforeDigit);
        _rest = _rest[length..];
        EndItem();
    }

    /// <summary>A dot goes on in the list; a hyphen, or nothing between letters and digits, begins one within.</summary>
    private void EndItem()
    {
        _listIsEmpty = false;
        _listBegins = !_rest.IsEmpty && _rest[0] != '.';
        if (!_rest.IsEmpty && _rest[0] is '.' or '-')
            _rest = _rest[1..];
    }

    /// <summary>Looks for the next item that means something, once for all that lies before it.</summary>
    private bool LookAhead()
    {
        if (_aheadUntil != int.MaxValue && _aheadUntil < _rest.Length)
            return true;
        var ahead = this;
        var list = int.MaxValue;
        do
        {
            ahead.Next();
            if (ahead.Rank == MavenVersionRank.List)
                list = ahead._rest.Length;
        }
        while (ahead.Rank != MavenVersionRank.End && !ahead.MeansSomething);
        _aheadUntil = ahead._rest.Length;
        _aheadList = list;
        _aheadIsOlder = ahead.Rank <= MavenVersionRank.Snapshot;
        return ahead.Rank != MavenVersionRank.End;
    }

    private static MavenVersionRank Older(MavenVersionRank rank) => rank switch
    {
        MavenVersionRank.List => MavenVersionRank.OlderList,
        MavenVersionRank.Release => MavenVersionRank.OlderRelease,
        _ => MavenVersionRank.OlderZero,
    };

    private static MavenVersionRank Qualifier(ReadOnlySpan<char> word, bool beforeDigit)
    {
        if (word.Length == 1 && beforeDigit)
        {
            return word[0] switch
            {
                'a' or 'A' => MavenVersionRank.Alpha,
                'b' or 'B' => MavenVersionRank.Beta,
                'm' or 'M' => MavenVersionRank.Milestone,
                _ => MavenVersionRank.OtherQualifier,
            };
        }

        if (VersionText.Is(word, "alpha"))
            return MavenVersionRank.Alpha;
        if (VersionText.Is(word, "beta"))
            return MavenVersionRank.Beta;
        if (VersionText.Is(word, "milestone"))
            return MavenVersionRank.Milestone;
        if (VersionText.Is(word, "rc") || VersionText.Is(word, "cr"))
            return MavenVersionRank.ReleaseCandidate;
        if (VersionText.Is(word, "snapshot"))
            return MavenVersionRank.Snapshot;
        if (VersionText.Is(word, "ga") || VersionText.Is(word, "final") || VersionText.Is(word, "release"))
            return MavenVersionRank.Release;
        return VersionText.Is(word, "sp") ? MavenVersionRank.ServicePack : MavenVersionRank.OtherQualifier;
    }
}
