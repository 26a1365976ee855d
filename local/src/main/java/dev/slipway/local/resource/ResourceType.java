package dev.slipway.local.resource;

import dev.slipway.local.template.Stack.Physical;
import java.util.List;
import java.util.Map;

/// How this cloud makes resources of one CloudFormation type.
///
/// Creating is idempotent: each start of the cloud creates everything again, and what is there
/// keeps its data.
interface ResourceType {
  /// `AWS::SQS::Queue`.
  String name();

  /// Every property that is understood, as a dotted path without list indexes; a path ending in
  /// `.*` stands for everything below. A property that no path covers is an error at start.
  List<String> properties();

  Physical create(Declaration resource, Cloud cloud);

  /// A resource that has no attributes.
  static Physical named(String ref) {
    return new Physical(ref, Map.of());
  }

  /// A resource that has an ARN.
  static Physical withArn(String ref, String arn) {
    return new Physical(ref, Map.of("Arn", arn));
  }
}
