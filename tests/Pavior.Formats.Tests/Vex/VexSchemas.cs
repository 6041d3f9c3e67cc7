using Pavior.Testing;
using Xunit;

namespace Pavior.Formats.Tests.Vex;

/// <summary>Asks a validator that is not ours.</summary>
internal static class VexSchemas
{
    /// <summary>Fails with the complaints, and skips where the schemas or the validator are not there.</summary>
    public static void Check(string schema, params string[] documents)
    {
        var file = SharedFolder.TryFind("corpora/schemas/" + schema);
        Assert.SkipWhen(file is null, $"corpora/schemas/{schema} is not in the shared folder");
        var all = Directory.GetFiles(Path.GetDirectoryName(file!)!, "*.json", SearchOption.AllDirectories);
        var complaints = SchemaCheck.Complaints(all, [.. documents.Select(d => (file!, d))], out var unavailable);
        Assert.SkipWhen(unavailable is not null, unavailable ?? "");
        Assert.Null(complaints);
    }
}
