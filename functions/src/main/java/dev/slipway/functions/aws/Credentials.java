package dev.slipway.functions.aws;

import java.util.Map;

/// The function role's credentials, which Lambda renews by starting new environments.
///
/// @param sessionToken empty for long-lived keys
record Credentials(String accessKey, String secretKey, String sessionToken) {
  static Credentials from(Map<String, String> env) {
    return new Credentials(
        env.getOrDefault("AWS_ACCESS_KEY_ID", ""),
        env.getOrDefault("AWS_SECRET_ACCESS_KEY", ""),
        env.getOrDefault("AWS_SESSION_TOKEN", ""));
  }
}
