namespace Pavior.Core;

/// <summary>Reads one kind of file and says which packages it proves. Holds no state; several threads may call it at once.</summary>
public interface IExtractor
{
    ExtractorInfo Info { get; }

    /// <summary>
    /// Adds what the file proves. Throws <see cref="ParseException"/> when the file is not what its name promises;
    /// what was added before stays, and the exception becomes a <see cref="Gap"/>.
    /// </summary>
    void Extract(FileContent file, Extraction into);
}
