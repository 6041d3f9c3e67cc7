using System.Text;
using Pavior.Core;
using Pavior.Scan.LocalStores;
using Xunit;

namespace Pavior.Scan.Tests.LocalStores;

public sealed class TarSplitTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pavior-split-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Pieces_and_files_are_put_together()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "usr/lib"));
        File.WriteAllText(Path.Combine(_folder, "usr/lib/a"), "content");
        File.CreateSymbolicLink(Path.Combine(_folder, "lib"), "/usr/lib");
        File.CreateSymbolicLink(Path.Combine(_folder, "up"), "../../../../usr");
        Assert.Equal("[content][content](content)", Joined("""
            {"type":2,"payload":"Ww==","position":0}
            {"type":1,"name":"usr/lib/a","size":7,"payload":"AAAA","position":1}
            {"type":2,"payload":"XVs=","position":2}
            {"type":1,"name":"./lib/a","size":7,"payload":null}
            {"type":2,"payload":"XSg="}
            {"type":1,"name":"/up/lib/a","size":7}
            {"type":1,"name":"usr/","payload":null}
            {"type":2,"payload":"KQ=="}
            """));
    }

    [Theory]
    [InlineData("""{"type":1,"name":"missing","size":7}""", "FOLDER/missing: expected a file of 7 bytes, as the layer's tar says")]
    [InlineData("""{"type":1,"name":"a","size":8}""", "FOLDER/a: expected a file of 8 bytes, as the layer's tar says")]
    [InlineData("""{"type":1,"name":"passwd","size":7}""", "FOLDER/passwd: expected a file of 7 bytes, as the layer's tar says")]
    [InlineData("""{"type":1,"name":"loop/a","size":7}""", "FOLDER/loop: more than 40 links on the way to a file")]
    [InlineData("""{"type":1,"name":"out/passwd","size":7}""", "FOLDER/etc/passwd: expected a file of 7 bytes, as the layer's tar says")]
    [InlineData("""{"type":1,"name":"../../etc/passwd","size":7}""", "FOLDER/etc/passwd: expected a file of 7 bytes, as the layer's tar says")]
    public void Files_outside_the_folder_are_not_read(string line, string message)
    {
        File.WriteAllText(Path.Combine(_folder, "a"), "content");
        File.CreateSymbolicLink(Path.Combine(_folder, "passwd"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(_folder, "loop"), "loop");
        File.CreateSymbolicLink(Path.Combine(_folder, "out"), "/etc");
        var refused = Assert.Throws<SourceException>(() => Joined(line));
        Assert.Equal(message, refused.Message.Replace(_folder, "FOLDER", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[]", "split, line 1: expected an object")]
    [InlineData("{\"type\":3}", "split, line 1: expected type 1 or 2")]
    [InlineData("{\"type\":\"1\"}", "split, line 1: expected a JSON object with type, name, size and payload")]
    [InlineData("{\"type\":2,\"payload\":\"!\"}", "split, line 1: expected a JSON object with type, name, size and payload")]
    [InlineData("\n{\"type\":1,\"name\":\"a\",\"size\":-1}", "split, line 2: expected a size of zero or more")]
    [InlineData("{\"type\":1,\"name_raw\":\"/w==\",\"size\":1}", "split: line 1: a file whose name is not UTF-8")]
    public void A_list_that_is_none_is_refused(string list, string message) =>
        Assert.Equal(message, Assert.Throws<ParseException>(() => Joined(list)).Message);

    private string Joined(string list)
    {
        using var stream = new TarSplitStream(new TarSplitReader(new MemoryStream(Encoding.UTF8.GetBytes(list)), "split"), new UnpackedFiles(_folder));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
