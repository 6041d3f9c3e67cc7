namespace Pavior.Core;

/// <summary>Everything that a report writer may show. Same target digest, same program version: equal to the byte.</summary>
public sealed record Report(Target Target, Inventory Inventory);
