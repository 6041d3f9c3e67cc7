using Pavior.Core;

namespace Pavior.Scan.Npm;

/// <summary>Finds out what a lock file does not say: which of its packages run-time dependencies lead to, and which only optional or development ones.</summary>
internal sealed class DependencyReach
{
    private readonly Dictionary<string, List<string>> _required = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _optional = new(StringComparer.Ordinal);
    private readonly List<string> _runtimeRoots = [];
    private readonly List<string> _optionalRoots = [];

    public void AddRoot(string key, bool isOptional) => (isOptional ? _optionalRoots : _runtimeRoots).Add(key);

    public void AddEdge(string from, string to, bool isOptional)
    {
        var edges = isOptional ? _optional : _required;
        if (!edges.TryGetValue(from, out var list))
            edges.Add(from, list = []);
        list.Add(to);
    }

    /// <summary>Keys that are not in the answer are needed for development only.</summary>
    public Dictionary<string, DependencyScope> Solve()
    {
        var scopes = new Dictionary<string, DependencyScope>(StringComparer.Ordinal);
        Walk(_runtimeRoots, scopes, DependencyScope.Runtime, withOptional: false);
        var reached = scopes.Keys.ToList();
        var next = new List<string>(_optionalRoots);
        foreach (var key in reached)
        {
            if (_optional.TryGetValue(key, out var optional))
                next.AddRange(optional);
        }

        Walk(next, scopes, DependencyScope.Optional, withOptional: true);
        return scopes;
    }

    private void Walk(List<string> roots, Dictionary<string, DependencyScope> scopes, DependencyScope scope, bool withOptional)
    {
        var pending = new Stack<string>(roots);
        while (pending.TryPop(out var key))
        {
            if (!scopes.TryAdd(key, scope))
                continue;
            if (_required.TryGetValue(key, out var required))
                required.ForEach(pending.Push);
            if (withOptional && _optional.TryGetValue(key, out var optional))
                optional.ForEach(pending.Push);
        }
    }
}
