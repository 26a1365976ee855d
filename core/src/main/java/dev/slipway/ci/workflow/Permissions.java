package dev.slipway.ci.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What the job's token may do. Naming one scope sets the others to none.
///
/// @param scopes level by scope, in the order in which GitHub lists scopes; absent scopes are none
public record Permissions(Position at, Map<Scope, Level> scopes) {
  public Permissions {
    var ordered = new LinkedHashMap<Scope, Level>();
    for (var scope : Scope.values()) {
      var level = scopes.get(scope);
      if (level != null) {
        ordered.put(scope, level);
      }
    }
    scopes = Collections.unmodifiableMap(ordered);
  }

  /// What a token may do when nobody says: read contents and packages.
  public static final Permissions RESTRICTED =
      new Permissions(
          Position.START, Map.of(Scope.CONTENTS, Level.READ, Scope.PACKAGES, Level.READ));

  /// `read-all` and `write-all`: that level, or the highest below it that a scope has.
  public static Permissions all(Position at, Level level) {
    var scopes = new LinkedHashMap<Scope, Level>();
    for (var scope : Scope.values()) {
      scopes.put(scope, scope.most(level));
    }
    return new Permissions(at, scopes);
  }

  public Level level(Scope scope) {
    return scopes.getOrDefault(scope, Level.NONE);
  }

  /// How much a scope grants, least first.
  public enum Level {
    NONE,
    READ,
    WRITE;

    /// As a file writes it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What may be granted, in GitHub's order.
  public enum Scope {
    ACTIONS,
    ARTIFACT_METADATA,
    ATTESTATIONS,
    CHECKS,
    CODE_QUALITY,
    CONTENTS,
    COPILOT_REQUESTS,
    DEPLOYMENTS,
    DISCUSSIONS,
    DRIVES,
    ISSUES,
    PACKAGES,
    PAGES,
    PULL_REQUESTS,
    REPOSITORY_PROJECTS,
    STATUSES,
    SECURITY_EVENTS,
    ID_TOKEN,
    MODELS,
    VULNERABILITY_ALERTS;

    /// As a file writes it.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Whether the scope has that level at all.
    boolean has(Level level) {
      return switch (this) {
        case ID_TOKEN, COPILOT_REQUESTS -> level != Level.READ;
        case MODELS, VULNERABILITY_ALERTS -> level != Level.WRITE;
        case ACTIONS,
            ARTIFACT_METADATA,
            ATTESTATIONS,
            CHECKS,
            CODE_QUALITY,
            CONTENTS,
            DEPLOYMENTS,
            DISCUSSIONS,
            DRIVES,
            ISSUES,
            PACKAGES,
            PAGES,
            PULL_REQUESTS,
            REPOSITORY_PROJECTS,
            STATUSES,
            SECURITY_EVENTS ->
            true;
      };
    }

    private Level most(Level level) {
      if (has(level)) {
        return level;
      }
      return level == Level.WRITE ? Level.READ : Level.NONE;
    }
  }
}
