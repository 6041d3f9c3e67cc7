using System.Formats.Tar;
using Pavior.Core;
using Pavior.Scan.LocalStores;
using Pavior.Scan.Tests.Registry;
using Xunit;

namespace Pavior.Scan.Tests.LocalStores;

public sealed class DockerDaemonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pavior-daemon-").FullName;
    private readonly SmallImage _image = new();

    private string Socket => Path.Combine(_folder, "docker.sock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_image_is_saved_from_the_daemon_and_opened()
    {
        await using var server = new ScriptedServer(Answer, Socket);
        var source = new DockerDaemonSource(() => [Socket]);
        Assert.True(source.Recognizes("app:1"));
        Assert.False(source.Recognizes("app:2"));

        await using var image = (ImageContent)await source.OpenAsync("app:1", new SourceOptions(), TestContext.Current.CancellationToken);
        Assert.Equal(("app:1", SmallImage.DigestOf(_image.Config)), (image.Target.Name, image.Target.ConfigDigest.ToString()));
        Assert.Equal(_image.Layer, await RegistryTesting.LayerAsync(image));

        var missing = await Assert.ThrowsAsync<SourceException>(() => source.OpenAsync("app:2", new SourceOptions(), TestContext.Current.CancellationToken));
        Assert.Equal($"app:2: not in the daemon at {Socket}", missing.Message);
    }

    [Fact]
    public async Task A_transfer_that_breaks_off_is_told()
    {
        await using var server = new ScriptedServer(
            r => r.Path.EndsWith("/get", StringComparison.Ordinal) ? ScriptedAnswer.Raw(ScriptedAnswer.Head(200, "Content-Length: 100000"), new byte[600]) : ScriptedAnswer.Status(200), Socket);
        var broken = await Assert.ThrowsAsync<SourceException>(
            () => new DockerDaemonSource(() => [Socket]).OpenAsync("app:1", new SourceOptions(), TestContext.Current.CancellationToken));
        Assert.Equal($"{Socket}: the transfer of app:1 broke off", broken.Message);
    }

    [Fact]
    public async Task A_socket_without_daemon_is_told()
    {
        var refused = await Assert.ThrowsAsync<SourceException>(
            () => new DockerDaemonSource(() => [Socket]).OpenAsync("app:1", new SourceOptions(), TestContext.Current.CancellationToken));
        Assert.StartsWith($"{Socket}: no daemon answers (", refused.Message, StringComparison.Ordinal);
        Assert.False(new DockerDaemonSource(() => [Socket]).Recognizes("app:1"));
    }

    [Theory]
    [InlineData("../../containers/json")]
    [InlineData("app:1?x=y")]
    [InlineData("app 1")]
    public async Task What_is_no_image_name_is_not_sent(string name)
    {
        await using var server = new ScriptedServer(Answer, Socket);
        await Assert.ThrowsAsync<SourceException>(() => new DockerDaemonSource(() => [Socket]).OpenAsync(name, new SourceOptions(), TestContext.Current.CancellationToken));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void Sockets_are_found_where_docker_and_podman_put_them()
    {
        Assert.Equal(["/run/my.sock"], DaemonSockets.Find(n => n == "DOCKER_HOST" ? "unix:///run/my.sock" : null, _ => true));
        Assert.Equal(
            ["/var/run/docker.sock", "/run/user/1/docker.sock", "/run/user/1/podman/podman.sock", "/run/podman/podman.sock"],
            DaemonSockets.Find(n => n == "XDG_RUNTIME_DIR" ? "/run/user/1" : null, _ => true));
        Assert.Empty(DaemonSockets.Find(_ => null, _ => false));
        Assert.Throws<SourceException>(() => DaemonSockets.Find(n => n == "DOCKER_HOST" ? "tcp://192.0.2.1:2375" : null, _ => true));
    }

    private ScriptedAnswer Answer(ScriptedRequest request) => request.Path switch
    {
        "/images/app:1/json" => ScriptedAnswer.Of(SmallImage.Bytes("{}"), "application/json"),
        "/images/app:1/get" => ScriptedAnswer.Of(Saved(), "application/x-tar"),
        _ => ScriptedAnswer.Status(404),
    };

    private byte[] Saved()
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, leaveOpen: true))
        {
            Add(tar, "layer.tar", _image.Layer);
            Add(tar, "config.json", _image.Config);
            Add(tar, "manifest.json", SmallImage.Bytes("""[{"Config":"config.json","RepoTags":["app:1"],"Layers":["layer.tar"]}]"""));
        }

        return bytes.ToArray();
    }

    private static void Add(TarWriter tar, string name, byte[] content) =>
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
}
