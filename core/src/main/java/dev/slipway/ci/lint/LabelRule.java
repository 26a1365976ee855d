package dev.slipway.ci.lint;

import dev.slipway.ci.workflow.Job;
import dev.slipway.ci.workflow.Template;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds labels that no hosted runner has: a slip of the pen, a retired image, or somebody's own.
final class LabelRule implements Rule {
  private static final String NAME = "runner-label";

  private static final List<String> HOSTED =
      List.of(
          "ubuntu-latest",
          "ubuntu-slim",
          "ubuntu-26.04",
          "ubuntu-24.04",
          "ubuntu-22.04",
          "ubuntu-26.04-arm",
          "ubuntu-24.04-arm",
          "ubuntu-22.04-arm",
          "windows-latest",
          "windows-2025",
          "windows-2022",
          "windows-11-arm",
          "windows-2025-vs2026",
          "macos-latest",
          "macos-26",
          "macos-15",
          "macos-14",
          "macos-latest-large",
          "macos-26-large",
          "macos-15-large",
          "macos-14-large",
          "macos-latest-xlarge",
          "macos-26-xlarge",
          "macos-15-xlarge",
          "macos-14-xlarge",
          "macos-15-intel",
          "macos-26-intel");

  /// Labels that runners of one's own get by themselves.
  private static final Set<String> OWN =
      Set.of("self-hosted", "linux", "windows", "macos", "x64", "x86", "arm", "arm64", "gpu");

  private static final Pattern RETIRED =
      Pattern.compile("ubuntu-(16|18|20)\\.04|windows-20(16|19)|macos-1[0-3](\\.15)?(-x?large)?");

  @Override
  public void check(Subject subject, Report report) {
    for (var job : subject.workflow().jobs().values()) {
      var labels = job.runsOn();
      var own = labels.stream().anyMatch(label -> label.text().equalsIgnoreCase("self-hosted"));
      if (!own && job.own().runnerGroup().isEmpty()) {
        if (labels.isEmpty() && job.body() instanceof Job.Body.Steps) {
          report.warning(
              NAME, job.at(), "The job names no runner: 'runs-on' has no label and no group");
        }
        labels.forEach(label -> check(label, report));
        conflicts(labels, report);
      }
    }
  }

  /// A runner must have all the labels of a job; a hosted one has a single image.
  private static void conflicts(List<Template> labels, Report report) {
    var hosted = labels.stream().filter(label -> HOSTED.contains(key(label))).toList();
    hosted.stream()
        .skip(1)
        .filter(label -> !system(label).equals(system(hosted.getFirst())))
        .forEach(label ->
            report.warning(
                NAME,
                label.at(),
                "No runner has both '%s' and '%s'"
                    .formatted(hosted.getFirst().text(), label.text())));
  }

  private static String system(Template label) {
    return key(label).split("-", 2)[0];
  }

  private static String key(Template label) {
    return label.text().toLowerCase(Locale.ROOT);
  }

  private static void check(Template label, Report report) {
    var name = key(label);
    if (label.hasExpression() || HOSTED.contains(name) || OWN.contains(name)) {
      return;
    }
    if (RETIRED.matcher(name).matches()) {
      report.warning(
          NAME, label.at(), "GitHub has retired '%s'; nothing runs there".formatted(label.text()));
      return;
    }
    var meant = closest(name);
    if (meant.isPresent()) {
      report.warning(
          NAME,
          label.at(),
          "No hosted runner has the label '%s'; is it '%s'?".formatted(label.text(), meant.get()));
    } else {
      report.info(
          NAME,
          label.at(),
          "No hosted runner has the label '%s'; a runner of your own must".formatted(label.text()));
    }
  }

  private static Optional<String> closest(String name) {
    return HOSTED.stream().filter(label -> distance(name, label) <= 2).findFirst();
  }

  /// How many letters must be put in, left out or changed.
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 2) {
      return Integer.MAX_VALUE;
    }
    var row = new int[b.length() + 1];
    for (var j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (var i = 1; i <= a.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
