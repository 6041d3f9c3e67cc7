using System.Text;

namespace Pavior.Core;

/// <summary>Paths that a package owns, kept as the UTF-8 lines they came as: an image has tens of thousands, and most scans only count them.</summary>
public sealed class FileList : IEquatable<FileList>
{
    private readonly ReadOnlyMemory<byte> _lines;

    private FileList(ReadOnlyMemory<byte> lines) => _lines = lines;

    public static FileList Empty { get; } = new(default);

    public bool IsEmpty => _lines.IsEmpty;

    /// <summary>The paths, one a line, '/'-separated, without leading slash.</summary>
    public ReadOnlySpan<byte> Utf8Lines => _lines.Span;

    /// <summary>Takes newline-separated paths as they are; a leading <c>/</c> or <c>./</c> of a line is passed over on reading.</summary>
    public static FileList FromUtf8Lines(ReadOnlyMemory<byte> lines) => lines.IsEmpty ? Empty : new FileList(lines);

    public static FileList From(IEnumerable<string> paths)
    {
        var text = string.Join('\n', paths);
        return text.Length == 0 ? Empty : new FileList(Encoding.UTF8.GetBytes(text));
    }

    public Enumerator GetEnumerator() => new(_lines.Span);

    public bool Equals(FileList? other) => other is not null && _lines.Span.SequenceEqual(other._lines.Span);

    public override bool Equals(object? obj) => Equals(obj as FileList);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_lines.Span);
        return hash.ToHashCode();
    }

    /// <summary>Walks the paths as UTF-8 spans, without leading slash or dot-slash; the root entry <c>/.</c> and empty lines are passed over.</summary>
    public ref struct Enumerator(ReadOnlySpan<byte> lines)
    {
        private ReadOnlySpan<byte> _rest = lines;

        public ReadOnlySpan<byte> Current { get; private set; }

        public bool MoveNext()
        {
            while (!_rest.IsEmpty)
            {
                var end = _rest.IndexOf((byte)'\n');
                var line = end < 0 ? _rest : _rest[..end];
                _rest = end < 0 ? default : _rest[(end + 1)..];
                if (line.EndsWith("\r"u8))
                    line = line[..^1];
                if (line.StartsWith("./"u8))
                    line = line[2..];
                line = line.TrimStart((byte)'/');
                if (line.IsEmpty || line.SequenceEqual("."u8))
                    continue;
                Current = line;
                return true;
            }

            return false;
        }
    }
}
