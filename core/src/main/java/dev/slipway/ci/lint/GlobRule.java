package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.Template;
import dev.slipway.ci.workflow.Trigger;
import dev.slipway.ci.workflow.Trigger.Filter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds filter patterns that match nothing, or not what they seem to.
final class GlobRule implements Rule {
  private static final String NAME = "glob";

  /// What no branch or tag has in its name, save what is a sign in patterns.
  private static final Pattern NO_REF = Pattern.compile("[ ~^:\\\\\\x00-\\x1f]");

  @Override
  public void check(Subject subject, Report report) {
    for (var trigger : subject.workflow().triggers()) {
      switch (trigger) {
        case Trigger.Push(var branches, var tags, var paths) -> {
          refs(branches, report);
          refs(tags, report);
          paths(paths, report);
        }
        case Trigger.PullRequest(_, _, var branches, var paths) -> {
          refs(branches, report);
          paths(paths, report);
        }
        case Trigger.WorkflowRun(_, _, var branches) -> refs(branches, report);
        case Trigger.Activity(_, _, var branches) -> refs(branches, report);
        case Trigger.ImageVersion _,
            Trigger.Schedule _,
            Trigger.WorkflowDispatch _,
            Trigger.WorkflowCall _ -> {}
      }
    }
  }

  private static void refs(Filter filter, Report report) {
    each(
        filter,
        report,
        pattern -> {
          if (pattern.startsWith("refs/")) {
            return Optional.of("patterns are held to names without 'refs/heads/' or 'refs/tags/'");
          }
          if (pattern.startsWith("/") || pattern.endsWith("/")) {
            return Optional.of("no branch or tag begins or ends with '/'");
          }
          var strange = NO_REF.matcher(pattern);
          return strange.find()
              ? Optional.of("no branch or tag has '%s' in its name".formatted(strange.group()))
              : Optional.empty();
        });
  }

  private static void paths(Filter filter, Report report) {
    each(
        filter,
        report,
        pattern -> {
          if (pattern.startsWith("./") || pattern.startsWith("../") || pattern.startsWith("/")) {
            return Optional.of(
                "paths are held to patterns from the repository's root, without './'");
          }
          return pattern.endsWith(" ") || pattern.startsWith(" ")
              ? Optional.of("it begins or ends with a space")
              : Optional.empty();
        });
  }

  /// What is wrong with a pattern, without its `!`.
  private interface Check {
    Optional<String> fault(String pattern);
  }

  private static void each(Filter filter, Report report, Check check) {
    onlyNegative(filter.patterns(), report);
    for (var patterns : List.of(filter.patterns(), filter.ignored())) {
      for (var pattern : patterns) {
        var bare = pattern.text().startsWith("!") ? pattern.text().substring(1) : pattern.text();
        syntax(bare)
            .or(() -> check.fault(bare))
            .ifPresent(fault ->
                report.warning(
                    NAME, pattern.at(), "Pattern '%s': %s".formatted(pattern.text(), fault)));
      }
    }
  }

  private static void onlyNegative(List<Template> patterns, Report report) {
    if (!patterns.isEmpty() && patterns.stream().allMatch(one -> one.text().startsWith("!"))) {
      report.warning(
          NAME,
          patterns.getFirst().at(),
          "Patterns with '!' only take away from others before them; alone they match nothing");
    }
  }

  private static Optional<String> syntax(String pattern) {
    if (pattern.isEmpty()) {
      return Optional.of("it is empty");
    }
    var open = -1;
    for (var i = 0; i < pattern.length(); i++) {
      var c = pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '[' && open < 0) {
        open = i;
      } else if (c == ']' && open >= 0) {
        if (i == open + 1) {
          return Optional.of("'[]' has no characters");
        }
        open = -1;
      } else if (c == '-' && open >= 0 && isBackward(pattern, i, open)) {
        return Optional.of(
            "the range '%s' runs backwards".formatted(pattern.substring(i - 1, i + 2)));
      } else if ((c == '?' || c == '+') && i == 0) {
        return Optional.of("'%s' has nothing before it to repeat".formatted(c));
      }
    }
    return open >= 0 ? Optional.of("'[' is not closed") : Optional.empty();
  }

  private static boolean isBackward(String pattern, int dash, int open) {
    return dash > open + 1
        && dash + 1 < pattern.length()
        && pattern.charAt(dash + 1) != ']'
        && pattern.charAt(dash - 1) > pattern.charAt(dash + 1);
  }
}
