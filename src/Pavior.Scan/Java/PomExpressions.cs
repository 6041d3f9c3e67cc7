using System.Text;

namespace Pavior.Scan.Java;

/// <summary>Resolves <c>${...}</c> against what one project file says about itself (Maven model interpolation).</summary>
internal static class PomExpressions
{
    /// <summary>Properties that name properties; Maven projects use two or three levels.</summary>
    private const int MaxDepth = 16;

    /// <summary>Characters of a resolved value: doubling properties must not grow without end.</summary>
    private const int MaxLength = 1024;

    /// <summary>Expressions that one project file may resolve: so many, and some for each dependency.</summary>
    private const int MaxResolved = 1_000;
    private const int ResolvedPerDependency = 64;

    /// <summary>The text without expressions; null when it is absent or one of them has no value here.</summary>
    public static string? Resolve(Pom pom, string? text) => Resolve(pom, text, 0);

    private static string? Resolve(Pom pom, string? text, int depth)
    {
        if (text is null || !text.Contains("${", StringComparison.Ordinal))
            return text;
        if (depth >= MaxDepth)
            return null;

        // Expressions of expressions double with each level when they come to nothing: the length alone would not end that.
        var resolved = new StringBuilder();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var start = rest.IndexOf("${");
            if (start < 0)
                break;
            var end = rest[start..].IndexOf('}');
            if (end < 0)
                break;
            if (++pom.Resolved > MaxResolved + ResolvedPerDependency * (pom.Dependencies.Count + pom.Managed.Count))
                return null;
            var value = Resolve(pom, Lookup(pom, rest.Slice(start + 2, end - 2).ToString()), depth + 1);
            if (value is null || resolved.Length + start + value.Length > MaxLength)
                return null;
            resolved.Append(rest[..start]).Append(value);
            rest = rest[(start + end + 1)..];
        }

        return resolved.Append(rest).ToString();
    }

    private static string? Lookup(Pom pom, string name) => name switch
    {
        "project.groupId" or "pom.groupId" or "groupId" => pom.Group ?? pom.ParentGroup,
        "project.artifactId" or "pom.artifactId" or "artifactId" => pom.Artifact,
        "project.version" or "pom.version" or "version" => pom.Version ?? pom.ParentVersion,
        "project.parent.groupId" or "parent.groupId" => pom.ParentGroup,
        "project.parent.artifactId" or "parent.artifactId" => pom.ParentArtifact,
        "project.parent.version" or "parent.version" => pom.ParentVersion,
        _ => pom.Properties.GetValueOrDefault(name),
    };
}
