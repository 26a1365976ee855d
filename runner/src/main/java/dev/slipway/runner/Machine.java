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

  /// What of the `github` context is a variable too: the list of `GitHubContext.cs`.
  private static final Set<String> EXPORTED =
      Set.of(
          "action",
          "action_path",
          "action_ref",
          "action_repository",
          "actor",
          "actor_id",
          "api_url",
          "base_ref",
          "env",
          "event_name",
          "event_path",
          "graphql_url",
          "head_ref",
          "job",
          "output",
          "path",
          "ref",
          "ref_name",
          "ref_type",
          "repository",
          "repository_id",
          "repository_owner",
          "repository_owner_id",
          "retention_days",
          "run_attempt",
          "run_id",
          "run_number",
          "server_url",
          "sha",
          "state",
          "step_summary",
          "triggering_actor",
          "workflow",
          "workflow_ref",
          "workflow_sha",
          "workspace");

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

  /// The `runner` context.
  static Json.Obj context(Workspace workspace, boolean debug) {
    var context =
        Json.object()
            .put("name", "slipway")
            .put("os", os())
            .put("arch", arch())
            .put("environment", "self-hosted")
            .put("temp", workspace.temp().toString())
            .put("tool_cache", workspace.toolCache().toString())
            .put("workspace", String.valueOf(workspace.workspace().getParent()));
    return debug ? context.put("debug", "1").build() : context.build();
  }

  /// What steps get from the machine and from who started the agent; workflows may say otherwise.
  static Map<String, String> inherited(Map<String, String> machine, Map<String, String> extra) {
    var env = new LinkedHashMap<String, String>();
    machine.forEach((name, value) -> {
      if (INHERITED.contains(name) || name.startsWith("JAVA_HOME")) {
        env.put(name, value);
      }
    });
    env.put("CI", "true");
    env.putAll(extra);
    return env;
  }

  /// GitHub's own variables, which no workflow can change.
  static Map<String, String> own(Json.Obj github, Workspace workspace) {
    var env = new LinkedHashMap<String, String>();
    env.put("GITHUB_ACTIONS", "true");
    github
        .members()
        .forEach((name, value) -> {
          if (value instanceof Json.Str(var text) && EXPORTED.contains(name)) {
            env.put("GITHUB_" + name.toUpperCase(Locale.ROOT), text);
          }
        });
    env.put("GITHUB_REF_PROTECTED", github.bool("ref_protected").orElse(false).toString());
    env.put("RUNNER_OS", os());
    env.put("RUNNER_ARCH", arch());
    env.put("RUNNER_NAME", "slipway");
    env.put("RUNNER_ENVIRONMENT", "self-hosted");
    env.put("RUNNER_TEMP", workspace.temp().toString());
    env.put("RUNNER_TOOL_CACHE", workspace.toolCache().toString());
    env.put("RUNNER_WORKSPACE", String.valueOf(workspace.workspace().getParent()));
    return env;
  }
}
