package dev.slipway.ci.lint;

import dev.slipway.ci.lint.Site.Use;
import java.util.Map;
import java.util.regex.Pattern;

/// Finds workflow commands that the runner no longer takes, or soon will not.
final class CommandRule implements Rule {
  private static final String NAME = "deprecated-command";
  private static final Pattern COMMAND =
      Pattern.compile("::(set-output|save-state|set-env|add-path)(?=[ :])");
  private static final Map<String, String> INSTEAD =
      Map.of(
          "set-output", "write name=value to $GITHUB_OUTPUT",
          "save-state", "write name=value to $GITHUB_STATE",
          "set-env", "write name=value to $GITHUB_ENV",
          "add-path", "write the path to $GITHUB_PATH");

  @Override
  public void check(Subject subject, Report report) {
    for (var site : subject.sites()) {
      if (site.use() == Use.RUN) {
        var commands = COMMAND.matcher(site.template().text());
        while (commands.find()) {
          report.warning(
              NAME,
              subject.text().place(site.template(), commands.start()),
              "The command '%s' is deprecated; %s instead"
                  .formatted(commands.group(1), INSTEAD.get(commands.group(1))));
        }
      }
    }
  }
}
