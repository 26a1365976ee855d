package dev.slipway.runner;

import dev.slipway.model.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What the machine gives to steps: its safe variables, and GitHub's default ones.
final class Machine {
  /// Everything else stays out: the platform's own settings and credentials above all.
  private static final Set<String> INHERITED =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "LANG",
          "LC_ALL",
          "TZ",
          "SHELL",
          "TERM",
          "TMPDIR",
          "JAVA_HOME",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "CURL_CA_BUNDLE",
          "REQUESTS_CA_BUNDLE",
          "NODE_EXTRA_CA_CERTS",
          "PIP_CERT",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "http_proxy",
          "https_proxy",
          "no_proxy",
          "DOCKER_HOST",
          "GOPATH",
          "CARGO_HOME",
          "RUSTUP_HOME",
          "NVM_DIR",
          "PYENV_ROOT",
          "XDG_CACHE_HOME");

  private Machine() {}

  static String os() {
    var name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.contains("mac")) {
      return "macOS";
    }
    return name.contains("win") ? "Windows" : "Linux";
  }

  static String arch() {
    return System.getProperty("os.arch", "").equals("aarch64") ? "ARM64" : "X64";
  }

  static Map<String, String> environment(
      Map<String, String> machine,
      Json.Obj github,
      Workspace workspace,
      Map<String, String> extra) {
    var env = new LinkedHashMap<String, String>();
    machine.forEach((name, value) -> {
      if (INHERITED.contains(name)) {
        env.put(name, value);
      }
    });
    env.put("CI", "true");
    env.put("GITHUB_ACTIONS", "true");
    github
        .members()
        .forEach((name, value) -> {
          if (value instanceof Json.Str(var text) && !name.equals("token")) {
            env.put("GITHUB_" + name.toUpperCase(Locale.ROOT), text);
          }
        });
    env.put("RUNNER_OS", os());
    env.put("RUNNER_ARCH", arch());
    env.put("RUNNER_NAME", "slipway");
    env.put("RUNNER_ENVIRONMENT", "self-hosted");
    env.put("RUNNER_TEMP", workspace.temp().toString());
    env.put("RUNNER_TOOL_CACHE", workspace.toolCache().toString());
    env.put("RUNNER_WORKSPACE", String.valueOf(workspace.workspace().getParent()));
    env.putAll(extra);
    return env;
  }
}
