package dev.slipway.local.wire;

/// STS, as far as clients ask who they are: everybody is the account's root.
public final class Sts implements QueryService {
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

  private final String account;

  public Sts(String account) {
    this.account = account;
  }

  @Override
  public String version() {
    return "2011-06-15";
  }

  @Override
  public String signingName() {
    return "sts";
  }

  @Override
  public Xml query(String action, Form form) {
    if (!action.equals("GetCallerIdentity")) {
      throw new AwsError(
          400,
          "InvalidAction",
          "Could not find operation %s for version 2011-06-15".formatted(action));
    }
    return new Xml()
        .open("GetCallerIdentityResponse", NAMESPACE)
        .open("GetCallerIdentityResult")
        .put("Arn", "arn:aws:iam::%s:root".formatted(account))
        .put("UserId", account)
        .put("Account", account)
        .close("GetCallerIdentityResult")
        .open("ResponseMetadata")
        .put("RequestId", java.util.UUID.randomUUID().toString())
        .close("ResponseMetadata")
        .close("GetCallerIdentityResponse");
  }
}
