using System.Text;
using Pavior.Core;
using Pavior.Formats.Oci;
using Pavior.Scan.Images;
using Xunit;

namespace Pavior.Scan.Tests.Images;

public sealed class BaseImagesTests
{
    private const string Annotated = """, "annotations": {"org.opencontainers.image.base.name": "localhost/app:latest"}""";

    [Fact]
    public void A_label_goes_before_the_annotation_that_contradicts_it() =>
        Assert.Equal(new BaseImage("debian:12", 0, "label"), Recognize("""{"org.opencontainers.image.base.name": "debian:12"}""", "", Annotated, "localhost/other"));

    [Fact]
    public void The_image_itself_is_not_its_own_base() => Assert.Null(Recognize("{}", "", Annotated, "localhost/app:latest"));

    [Fact]
    public void Without_a_layer_that_the_history_shows_none_is_claimed() =>
        Assert.Equal(new BaseImage("localhost/app:latest", 0, "annotation"), Recognize("{}", "", Annotated, null));

    [Fact]
    public void The_history_gives_the_layers_and_needs_no_name()
    {
        const string History = """{"created_by": "ADD x /"}, {"created_by": "CMD [\"sh\"]", "empty_layer": true}, {"created_by": "RUN y"}""";
        Assert.Equal(new BaseImage("", 1, "history"), Recognize("{}", History, "", null));
        Assert.Equal(new BaseImage("localhost/app:latest", 1, "annotation"), Recognize("{}", History, Annotated, null));
    }

    private static BaseImage? Recognize(string labels, string history, string annotations, string? reference)
    {
        var config = $$"""{"os": "linux", "architecture": "amd64", "config": {"Labels": {{labels}}}, "rootfs": {"type": "layers", "diff_ids": []}, "history": [{{history}}]}""";
        var digest = "sha256:" + new string('0', 64);
        var manifest = $$"""{"schemaVersion": 2, "config": {"mediaType": "x", "digest": "{{digest}}", "size": 1}, "layers": []{{annotations}}}""";
        return BaseImages.Recognize(
            OciImageConfig.Parse(Encoding.UTF8.GetBytes(config), "config"), OciManifest.Parse(Encoding.UTF8.GetBytes(manifest), "manifest"), reference);
    }
}
