package dev.slipway.runner.fetch;

import dev.slipway.ci.workflow.ActionReference;
import dev.slipway.git.GitUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/// Where actions are fetched from: `owner/repo` below one address.
///
/// @param address `https://github.com`, or a folder of repositories
public record ActionServer(String address) {
  public static final ActionServer GITHUB = new ActionServer("https://github.com");

  /// What says so in the environment of an agent.
  public static final String VARIABLE = "SLIPWAY_ACTIONS_SERVER";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

  /// The server that an environment names, else GitHub.
  public static ActionServer of(Map<String, String> env) {
    var named = env.getOrDefault(VARIABLE, "");
    return named.isBlank() ? GITHUB : new ActionServer(named.strip());
  }

  /// @throws UnavailableException when the names lead elsewhere
  GitUrl url(ActionReference.Remote action) {
    check(action.owner());
    check(action.repository());
    var whole = "%s/%s/%s".formatted(trimmed(), action.owner(), action.repository());
    var folder = whole.startsWith("file://") ? whole.substring("file://".length()) : whole;
    if (folder.startsWith("/")) {
      var bare = folder + ".git";
      return url(Files.isDirectory(Path.of(bare)) ? bare : folder);
    }
    return url(whole + ".git");
  }

  private static GitUrl url(String text) {
    return GitUrl.of(text, GitUrl.Reach.ANYWHERE);
  }

  private String trimmed() {
    return address.replaceFirst("/+$", "");
  }

  private static void check(String name) {
    if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw new UnavailableException("'%s' is no name of an owner or a repository".formatted(name));
    }
  }
}
