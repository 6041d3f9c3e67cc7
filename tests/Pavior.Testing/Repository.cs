namespace Pavior.Testing;

/// <summary>Folders of this checkout, found from where the tests run.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>A fixture of a test project: <c>tests/{project}/Fixtures/{relative}</c>.</summary>
    public static string Fixture(string project, string relative) => Path.Combine(Root, "tests", project, "Fixtures", relative);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pavior.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"no Pavior.slnx above {AppContext.BaseDirectory}");
    }
}
