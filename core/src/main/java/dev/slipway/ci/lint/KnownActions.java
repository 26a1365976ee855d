package dev.slipway.ci.lint;

import dev.slipway.ci.lint.Actions.Action;
import dev.slipway.ci.lint.Actions.Input;
import dev.slipway.ci.workflow.ActionReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// GitHub's own actions as they are published: inputs of all their versions, and the oldest version
/// that still works.
public final class KnownActions implements Actions {
  /// Inputs, required ones with `!`.
  private static final Map<String, Action> INPUTS =
      Map.ofEntries(
          action(
              "actions/checkout",
              "repository ref token ssh-key ssh-known-hosts ssh-strict ssh-user persist-credentials",
              "path clean filter sparse-checkout sparse-checkout-cone-mode fetch-depth fetch-tags",
              "show-progress lfs submodules set-safe-directory github-server-url reference",
              "allow-unsafe-pr-checkout"),
          action(
              "actions/setup-node",
              "always-auth node-version node-version-file architecture check-latest registry-url",
              "scope token cache package-manager-cache cache-dependency-path mirror mirror-token",
              "version"),
          action(
              "actions/setup-python",
              "python-version python-version-file cache architecture check-latest token",
              "cache-dependency-path update-environment allow-prereleases freethreaded",
              "ignore-platform-version pip-version pip-install version"),
          action(
              "actions/setup-java",
              "java-version java-version-file distribution java-package architecture jdk-file",
              "jdkFile check-latest force-download set-default verify-signature",
              "verify-signature-public-key server-id server-username-env-var server-username",
              "server-password-env-var server-password settings-path overwrite-settings",
              "gpg-private-key gpg-passphrase-env-var gpg-passphrase cache cache-jdk",
              "cache-dependency-path cache-path cache-read-only job-status token mvn-toolchain-id",
              "mvn-toolchain-vendor show-download-progress problem-matcher version"),
          action(
              "actions/setup-go",
              "go-version go-version-file check-latest token cache cache-dependency-path",
              "architecture go-download-base-url version stable"),
          action(
              "actions/cache",
              "path! key! restore-keys upload-chunk-size enableCrossOsArchive fail-on-cache-miss",
              "lookup-only save-always"),
          action(
              "actions/cache/restore",
              "path! key! restore-keys enableCrossOsArchive fail-on-cache-miss lookup-only"),
          action("actions/cache/save", "path! key! upload-chunk-size enableCrossOsArchive"),
          action(
              "actions/upload-artifact",
              "name path! if-no-files-found retention-days compression-level overwrite",
              "include-hidden-files archive"),
          action(
              "actions/download-artifact",
              "name artifact-ids path pattern merge-multiple github-token repository run-id",
              "skip-decompress digest-mismatch"),
          action(
              "actions/github-script",
              "script! github-token debug user-agent previews result-encoding retries",
              "retry-exempt-status-codes base-url"));

  /// Outputs of all their versions, those that a version sets without declaring them too.
  private static final Map<String, List<String>> OUTPUTS =
      Map.ofEntries(
          outputs("actions/checkout", "ref commit"),
          outputs("actions/setup-node", "cache-hit node-version"),
          outputs("actions/setup-python", "cache-hit python-version python-path"),
          outputs("actions/setup-go", "cache-hit go-version"),
          outputs("actions/cache", "cache-hit cache-primary-key cache-matched-key"),
          outputs("actions/cache/restore", "cache-hit cache-primary-key cache-matched-key"),
          outputs("actions/upload-artifact", "artifact-id artifact-url artifact-digest"),
          outputs("actions/download-artifact", "download-path"),
          outputs("actions/github-script", "result"));

  private static Map.Entry<String, List<String>> outputs(String name, String outputs) {
    return Map.entry(name, List.of(outputs.split(" ", -1)));
  }

  /// Versions below run on Node.js 12 or 16, or speak to a service that was switched off.
  private static final Map<String, Integer> LEAST_MAJOR =
      Map.ofEntries(
          Map.entry("actions/checkout", 4),
          Map.entry("actions/setup-node", 4),
          Map.entry("actions/setup-python", 5),
          Map.entry("actions/setup-java", 4),
          Map.entry("actions/setup-go", 5),
          Map.entry("actions/setup-dotnet", 4),
          Map.entry("actions/cache", 4),
          Map.entry("actions/cache/restore", 4),
          Map.entry("actions/cache/save", 4),
          Map.entry("actions/upload-artifact", 4),
          Map.entry("actions/download-artifact", 4),
          Map.entry("actions/github-script", 7),
          Map.entry("actions/labeler", 5),
          Map.entry("actions/stale", 9),
          Map.entry("actions/configure-pages", 4),
          Map.entry("actions/deploy-pages", 4),
          Map.entry("actions/upload-pages-artifact", 3),
          Map.entry("github/codeql-action/init", 3),
          Map.entry("github/codeql-action/analyze", 3),
          Map.entry("docker/login-action", 3),
          Map.entry("docker/build-push-action", 5),
          Map.entry("docker/setup-buildx-action", 3),
          Map.entry("docker/setup-qemu-action", 3),
          Map.entry("docker/metadata-action", 5),
          Map.entry("aws-actions/configure-aws-credentials", 4),
          Map.entry("codecov/codecov-action", 4),
          Map.entry("softprops/action-gh-release", 2));

  private static Map.Entry<String, Action> action(String name, String... inputs) {
    var all = new LinkedHashMap<String, Input>();
    for (var input : String.join(" ", inputs).split(" ", -1)) {
      if (input.endsWith("!")) {
        all.put(input.substring(0, input.length() - 1), Input.REQUIRED);
      } else {
        all.put(input, Input.OPTIONAL);
      }
    }
    return Map.entry(name, new Action(all, Optional.empty()));
  }

  @Override
  public Optional<Action> find(ActionReference reference) {
    return reference instanceof ActionReference.Remote remote
        ? Optional.ofNullable(INPUTS.get(key(remote)))
            .map(action ->
                new Action(action.inputs(), Optional.ofNullable(OUTPUTS.get(key(remote)))))
        : Optional.empty();
  }

  static OptionalInt leastMajor(ActionReference.Remote action) {
    var least = LEAST_MAJOR.get(key(action));
    return least == null ? OptionalInt.empty() : OptionalInt.of(least);
  }

  private static String key(ActionReference.Remote action) {
    return action.name().toLowerCase(Locale.ROOT);
  }

  /// These, and before them others.
  public static Actions after(Actions first) {
    var known = new KnownActions();
    return reference ->
        List.of(first, known).stream()
            .flatMap(actions -> actions.find(reference).stream())
            .findFirst();
  }
}
