package dev.slipway.local.objects;

import dev.slipway.local.wire.AwsError;

/// S3's errors, by the names and with the statuses of its manual.
final class S3Errors {
  private S3Errors() {}

  static AwsError noBucket() {
    return new AwsError(404, "NoSuchBucket", "The specified bucket does not exist");
  }

  static AwsError noKey() {
    return new AwsError(404, "NoSuchKey", "The specified key does not exist.");
  }

  static AwsError noUpload() {
    return new AwsError(
        404,
        "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have"
            + " been aborted or completed.");
  }

  static AwsError precondition() {
    return new AwsError(
        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  }

  static AwsError malformed() {
    return new AwsError(
        400,
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published"
            + " schema");
  }

  static AwsError argument(String message) {
    return new AwsError(400, "InvalidArgument", message);
  }

  static AwsError request(String code, String message) {
    return new AwsError(400, code, message);
  }

  static AwsError method() {
    return new AwsError(
        405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
  }
}
