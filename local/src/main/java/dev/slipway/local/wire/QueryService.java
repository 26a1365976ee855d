package dev.slipway.local.wire;

/// An AWS service that speaks the query protocol: a form in, XML out.
public interface QueryService {
  /// By which requests name the service, `2012-11-05`.
  String version();

  /// The service's name in signatures, `sqs`.
  String signingName();

  /// Answers one action with XML.
  ///
  /// @throws AwsError what the client gets instead of an answer
  Xml query(String action, Form form);
}
