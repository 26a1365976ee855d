package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import dev.slipway.local.template.TemplateException;
import java.util.List;
import java.util.Map;

/// A viewer function. There is no JavaScript here: the one that the site has, which shows its one
/// page on every path without a file name, is known by its text and done in Java.
final class CloudFrontFunction implements ResourceType {
  @Override
  public String name() {
    return "AWS::CloudFront::Function";
  }

  @Override
  public List<String> properties() {
    return List.of("AutoPublish", "FunctionCode", "FunctionConfig.*", "Name");
  }

  private static final String ONE_PAGE =
      """
      function handler(event) {
        var request = event.request;
        var isFile = /^\\/(assets\\/)?[^\\/]+\\.[a-z][a-z0-9]*$/.test(request.uri);
        if (!isFile) request.uri = '/index.html';
        return request;
      }
      """;

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    if (!resource.properties().requireString("FunctionCode").equals(ONE_PAGE)) {
      throw new TemplateException(
          "%s: the local cloud does not know the code of the function %s"
              .formatted(resource.stack(), resource.logicalId()));
    }
    return new Physical(
        resource.logicalId(),
        Map.of("FunctionARN", cloud.arn("cloudfront", "function/" + resource.logicalId())));
  }
}
