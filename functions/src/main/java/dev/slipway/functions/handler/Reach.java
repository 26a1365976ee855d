package dev.slipway.functions.handler;

import dev.slipway.git.GitUrl;

/// Which repositories an installation may fetch: on a machine of one's own also local ones.
final class Reach {
  private Reach() {}

  static GitUrl.Reach of(Env env) {
    return env.require("ACCESS_MODE").equals("loopback")
        ? GitUrl.Reach.ANYWHERE
        : GitUrl.Reach.INTERNET;
  }
}
