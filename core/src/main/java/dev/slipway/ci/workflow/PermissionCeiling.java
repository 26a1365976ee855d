package dev.slipway.ci.workflow;

import dev.slipway.ci.workflow.Permissions.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A called workflow may only lower what its caller's token may do.
final class PermissionCeiling {
  private PermissionCeiling() {}

  /// One message for each request that is too high: the workflow's own, and those of its jobs.
  ///
  /// @param uses how the caller names the workflow
  /// @param most what the caller says; without it the restricted default is the ceiling
  static List<String> check(String uses, Workflow called, Optional<Permissions> most) {
    var ceiling = most.orElse(Permissions.RESTRICTED);
    var messages = new ArrayList<String>();
    called
        .permissions()
        .flatMap(asked -> excess(uses, "The workflow '%s'".formatted(uses), asked, ceiling))
        .ifPresent(messages::add);
    for (var job : called.jobs().values()) {
      job.permissions()
          .flatMap(
              asked -> excess(uses, "The nested job '%s'".formatted(name(job)), asked, ceiling))
          .ifPresent(messages::add);
    }
    return messages;
  }

  private static String name(Job job) {
    return job.name()
        .filter(name -> !name.hasExpression() && !name.text().isEmpty())
        .map(Template::text)
        .orElse(job.id());
  }

  private static Optional<String> excess(
      String uses, String who, Permissions asked, Permissions ceiling) {
    var scopes =
        Arrays.stream(Scope.values())
            .filter(scope -> asked.level(scope).compareTo(ceiling.level(scope)) > 0)
            .toList();
    return scopes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Error calling workflow '%s'. %s is requesting '%s', but is only allowed '%s'."
                .formatted(uses, who, levels(scopes, asked), levels(scopes, ceiling)));
  }

  private static String levels(List<Scope> scopes, Permissions permissions) {
    Function<Scope, String> level =
        scope -> "%s: %s".formatted(scope.word(), permissions.level(scope).word());
    return scopes.stream().map(level).collect(Collectors.joining(", "));
  }
}
