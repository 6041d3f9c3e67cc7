namespace Pavior.Formats.Cel;

/// <summary>One field of an object that the host shows.</summary>
/// <param name="Name">As expressions write it.</param>
/// <param name="Type">What it holds. Where it is absent, reading it gives the type's zero value, as in protocol buffers, and <c>has()</c> is false.</param>
/// <param name="Read">Its value; null when the object has none.</param>
/// <param name="Meaning">For people.</param>
public sealed record CelField(string Name, CelType Type, Func<object, CelValue?> Read, string Meaning = "");
