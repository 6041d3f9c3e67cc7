namespace Pavior.Scan.Advisories.Osv;

/// <summary>What an event of a range says of its version.</summary>
internal enum OsvEventKind
{
    /// <summary>The first vulnerable one; <c>0</c> is before every version.</summary>
    Introduced,

    /// <summary>The first that is not vulnerable any more.</summary>
    Fixed,

    /// <summary>The last vulnerable one.</summary>
    LastAffected,

    /// <summary>The range says nothing of this version and later ones; <c>*</c> is no limit.</summary>
    Limit,
}
