package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;

/// A secret of random characters; one that is there keeps its value.
final class SecretsManagerSecret implements ResourceType {
  @Override
  public String name() {
    return "AWS::SecretsManager::Secret";
  }

  @Override
  public List<String> properties() {
    return List.of("Description", "GenerateSecretString.*");
  }

  @Override
  public Physical create(Declaration resource, Cloud cloud) {
    return ResourceType.named(
        cloud
            .secrets()
            .generate(
                resource.generatedName(), resource.properties().object("GenerateSecretString")));
  }
}
