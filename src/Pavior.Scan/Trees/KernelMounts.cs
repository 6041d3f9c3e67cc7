using System.Text;

namespace Pavior.Scan.Trees;

/// <summary>Where the kernel shows things of its own as files, such as /proc: nothing there was installed, and much of it never ends.</summary>
internal static class KernelMounts
{
    /// <summary>Mounts that are looked at; a machine with a thousand containers has some ten thousand.</summary>
    private const int MaxMounts = 200_000;

    private const string Table = "/proc/self/mountinfo";

    /// <summary>File systems without a disk behind them (filesystems.rst of the kernel); tmpfs is none of them, as it holds files of people.</summary>
    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal)
    {
        "autofs", "binder", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devpts", "devtmpfs", "efivarfs", "fusectl", "hugetlbfs",
        "mqueue", "nsfs", "proc", "pstore", "resctrl", "rpc_pipefs", "securityfs", "selinuxfs", "smackfs", "sysfs", "tracefs",
    };

    /// <summary>Absolute paths; none where the machine does not tell.</summary>
    public static IReadOnlySet<string> Find()
    {
        try
        {
            return Parse(File.ReadLines(Table));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new HashSet<string>();
        }
    }

    /// <summary>Lines of proc_pid_mountinfo(5): the fifth field is the place, and the one after the hyphen the file system.</summary>
    public static HashSet<string> Parse(IEnumerable<string> lines)
    {
        var places = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines.Take(MaxMounts))
        {
            var fields = line.Split(' ');
            var hyphen = Array.IndexOf(fields, "-");
            if (hyphen >= 5 && hyphen + 1 < fields.Length && Kinds.Contains(fields[hyphen + 1]))
                places.Add(Unescape(fields[4]));
        }

        return places;
    }

    /// <summary>The kernel writes blank, tab, newline and backslash as a backslash and three octal digits.</summary>
    private static string Unescape(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal))
            return field;
        var text = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length && field.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                text.Append((char)(((field[i + 1] - '0') << 6) | ((field[i + 2] - '0') << 3) | (field[i + 3] - '0')));
                i += 3;
            }
            else
            {
                text.Append(field[i]);
            }
        }

        return text.ToString();
    }
}
