package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Copies the built site into its bucket. On AWS a function of CDK's does that; here the files are
/// at hand.
final class BucketDeployment implements ResourceType {
  @Override
  public String name() {
    return "Custom::CDKBucketDeployment";
  }

  @Override
  public List<String> properties() {
    return List.of(
        "DestinationBucketName",
        "DistributionId",
        "OutputObjectKeys",
        "Prune",
        "ServiceToken",
        "SourceBucketNames",
        "SourceObjectKeys",
        "WaitForDistributionInvalidation");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    var bucket = resource.properties().requireString("DestinationBucketName");
    if (Files.isDirectory(cloud.site())) {
      try (var files = Files.walk(cloud.site())) {
        files
            .filter(Files::isRegularFile)
            .forEach(file -> cloud.objects().put(bucket, key(cloud.site(), file), read(file)));
      } catch (IOException e) {
        throw new UncheckedIOException("the site cannot be read", e);
      }
    }
    return ResourceType.named(resource.logicalId());
  }

  private static String key(Path site, Path file) {
    return site.relativize(file).toString().replace('\\', '/');
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the site cannot be read", e);
    }
  }
}
