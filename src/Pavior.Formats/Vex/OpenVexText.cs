namespace Pavior.Formats.Vex;

/// <summary>Members of an OpenVEX statement that are plain text.</summary>
internal enum OpenVexText
{
    Id,
    StatusNotes,
    ImpactStatement,
    ActionStatement,
}
