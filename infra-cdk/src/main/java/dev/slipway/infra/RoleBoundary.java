package dev.slipway.infra;

import org.jspecify.annotations.NonNull;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.CfnRole;
import software.constructs.IConstruct;

/// Puts the permissions boundary of a stack's parameter, when one is given, on every role of it.
final class RoleBoundary implements IAspect {
  private final CfnParameter boundary;
  private final CfnCondition given;

  private RoleBoundary(Stack stack) {
    this.boundary =
        CfnParameter.Builder.create(stack, "PermissionsBoundary")
            .type("String")
            .defaultValue("")
            .description("ARN of a managed policy that bounds every role, or empty")
            .build();
    this.given =
        CfnCondition.Builder.create(stack, "HasPermissionsBoundary")
            .expression(Fn.conditionNot(Fn.conditionEquals(boundary.getValueAsString(), "")))
            .build();
  }

  static void applyTo(Stack stack) {
    Aspects.of(stack).add(new RoleBoundary(stack));
  }

  @Override
  public void visit(@NonNull IConstruct node) {
    if (node instanceof CfnRole role) {
      role.setPermissionsBoundary(
          Fn.conditionIf(given.getLogicalId(), boundary.getValueAsString(), Fn.ref("AWS::NoValue"))
              .toString());
    }
  }
}
