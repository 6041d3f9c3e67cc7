using Pavior.Core;

namespace Pavior.Scan.Advisories;

/// <summary>
/// Reads one public source of advisories in the raw form in which it is published. Each lies beside its ecosystem and stands
/// in <see cref="AdvisoryFeeds.All"/>; which feed a file belongs to is told by the file, not by where somebody put it.
/// </summary>
internal abstract class AdvisoryFeed
{
    /// <summary>Kebab-case and final: it is stored in databases and named in reports.</summary>
    public abstract string Id { get; }

    /// <summary>For people: publisher and format.</summary>
    public abstract string Title { get; }

    /// <summary>True when its licence lets nobody read it unasked: it is left out unless it is called for by its id.</summary>
    public virtual bool OnRequest => false;

    /// <summary>True when several files speak of one advisory: the builder then keeps everything that the feed said and calls <see cref="Complete"/>.</summary>
    public virtual bool Joins => false;

    /// <summary>True when the file is one of this feed's.</summary>
    /// <param name="path">'/'-separated, as in the archive or folder that the feed is published as.</param>
    /// <param name="head">The first 256 KiB, or all of a shorter file.</param>
    public abstract bool Recognises(string path, ReadOnlySpan<byte> head);

    /// <summary>Reads one file. Called from several threads at once, each with its own sink.</summary>
    /// <exception cref="ParseException">The file cannot be read at all; records that can were already added.</exception>
    public abstract void Read(FileContent file, FeedSink sink);

    /// <summary>What all files of the feed say together; called once, after the last, when <see cref="Joins"/>.</summary>
    /// <param name="advisories">In any order; the outcome may not depend on it.</param>
    public virtual IReadOnlyList<Advisory> Complete(IReadOnlyList<Advisory> advisories) => JoinedAdvisories.ById(advisories);
}
