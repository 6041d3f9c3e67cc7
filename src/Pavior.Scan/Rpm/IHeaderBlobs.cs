using Pavior.Core;

namespace Pavior.Scan.Rpm;

/// <summary>The package headers of one rpm database, whatever stores them.</summary>
internal interface IHeaderBlobs
{
    /// <summary>A header as rpm stores it, without magic; valid until the next <see cref="Read"/>.</summary>
    ReadOnlyMemory<byte> Blob { get; }

    /// <summary>False at the end. After a <see cref="ParseException"/> the next call goes on behind the damage.</summary>
    bool Read();
}
