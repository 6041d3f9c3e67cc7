namespace Pavior.Formats.Patterns;

/// <summary>The steps that a match stands at, each once.</summary>
internal sealed class PatternStates(int steps)
{
    private readonly int[] _list = new int[steps];
    private readonly bool[] _visited = new bool[steps];
    private readonly int[] _marks = new int[steps];
    private int _marked;

    public int Count { get; private set; }

    public int this[int index] => _list[index];

    /// <summary>False for a step that was looked at already.</summary>
    public bool Visit(int step)
    {
        if (_visited[step])
            return false;
        _visited[step] = true;
        _marks[_marked++] = step;
        return true;
    }

    public void Add(int step) => _list[Count++] = step;

    public void Clear()
    {
        for (var i = 0; i < _marked; i++)
            _visited[_marks[i]] = false;
        (_marked, Count) = (0, 0);
    }
}
