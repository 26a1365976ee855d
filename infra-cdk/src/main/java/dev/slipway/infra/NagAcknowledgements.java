package dev.slipway.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.Stack;

/// Every finding of cdk-nag's AwsSolutions pack that we live with, and why.
final class NagAcknowledgements {
  private NagAcknowledgements() {}

  static void inStateful(Stack stack) {
    NagSuppressions.addStackSuppressions(
        stack,
        List.of(
            acknowledge(
                "AwsSolutions-S1",
                "Server access logs would cost more than the data; CloudTrail data events can be"
                    + " switched on for the account"),
            acknowledge(
                "AwsSolutions-SMG4",
                "A webhook secret is shared with the forge and a token with people: rotation needs"
                    + " them, docs/runbook.md tells how")));
  }

  static void inStateless(Stack stack) {
    NagSuppressions.addStackSuppressions(
        stack,
        List.of(
            acknowledge(
                "AwsSolutions-IAM4",
                "Only on the CDK's own function that copies the site's files into their bucket"),
            acknowledge(
                "AwsSolutions-L1",
                "Only on the CDK's own function that copies the site's files into their bucket"),
            acknowledge(
                "AwsSolutions-IAM5",
                "Wildcards stand for objects below one prefix of one bucket, versions of one"
                    + " function, state machines named slipway-*, X-Ray segments, and task tokens,"
                    + " which IAM cannot name"),
            acknowledge(
                "AwsSolutions-APIG4",
                "The functions authorize each route from one route table: webhooks by signature,"
                    + " agents by job token, people by bearer token"),
            acknowledge(
                "AwsSolutions-S1",
                "Access to the site's files is seen in CloudFront and CloudTrail"),
            acknowledge(
                "AwsSolutions-CB4",
                "Builds leave no artifacts; CodeBuild encrypts with the account's key"),
            acknowledge("AwsSolutions-CFR1", "Slipway's users are not bound to countries"),
            acknowledge(
                "AwsSolutions-CFR2",
                "WAF has a fixed monthly price; the stage throttles, and docs/runbook.md tells how"
                    + " to add a web ACL"),
            acknowledge(
                "AwsSolutions-CFR3", "The HTTP API logs each request; the site's files are public"),
            acknowledge(
                "AwsSolutions-CFR4",
                "Without a domain of its own CloudFront's default certificate sets the protocol")));
  }

  private static NagPackSuppression acknowledge(String rule, String reason) {
    return NagPackSuppression.builder().id(rule).reason(reason).build();
  }
}
