package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.Container;
import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Template;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds secrets that are written into the file.
final class CredentialRule implements Rule {
  private static final String NAME = "hard-coded-credential";

  /// How tokens of well-known services look.
  private static final List<Pattern> TOKENS =
      Stream.of(
              "gh[pousr]_[A-Za-z0-9]{36,}",
              "github_pat_[A-Za-z0-9_]{22,}",
              "(AKIA|ASIA)[A-Z0-9]{16}",
              "xox[abprs]-[A-Za-z0-9-]{10,}",
              "sk_live_[A-Za-z0-9]{16,}",
              "glpat-[A-Za-z0-9_-]{20,}",
              "npm_[A-Za-z0-9]{36}",
              "AIza[A-Za-z0-9_-]{35}",
              "-----BEGIN ([A-Z]+ )*PRIVATE KEY-----")
          .map(token -> Pattern.compile("(?<![A-Za-z0-9])" + token))
          .toList();

  @Override
  public void check(Subject subject, Report report) {
    var source = subject.text().source();
    for (var token : TOKENS) {
      token
          .matcher(source)
          .results()
          .filter(match -> !isExample(match.group()))
          .forEach(match ->
              report.warning(
                  NAME,
                  subject.text().position(match.start()),
                  "This looks like a credential; keep it in a secret"));
    }
    subject.workflow().jobs().values().forEach(job -> containers(job, report));
  }

  private static boolean isExample(String token) {
    return token.endsWith("EXAMPLE") || token.contains("XXXX") || token.contains("xxxx");
  }

  private static void containers(Job job, Report report) {
    Stream.concat(job.own().container().stream(), job.own().services().values().stream())
        .map(Container::credentials)
        .flatMap(Optional::stream)
        .map(Container.Credentials::password)
        .flatMap(Optional::stream)
        .filter(password -> !password.hasExpression())
        .map(Template::at)
        .forEach(at ->
            report.warning(
                NAME, at, "The password of a registry is written into the file; use a secret"));
  }
}
