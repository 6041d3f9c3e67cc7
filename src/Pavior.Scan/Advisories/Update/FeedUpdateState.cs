namespace Pavior.Scan.Advisories.Update;

/// <summary>What an update came to, for one publisher.</summary>
public enum FeedUpdateState
{
    /// <summary>New data is in the database.</summary>
    Updated,

    /// <summary>The publisher has nothing newer.</summary>
    Unchanged,

    /// <summary>Its new data could not be had or was refused; the last good data is in the database.</summary>
    Kept,

    /// <summary>Its data could not be had, and there is none from earlier.</summary>
    Missing,
}
