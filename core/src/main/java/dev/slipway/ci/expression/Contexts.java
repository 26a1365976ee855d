package dev.slipway.ci.expression;

import dev.slipway.model.Json;
import java.util.List;
import java.util.Optional;

/// What an expression may look at.
public interface Contexts {
  /// The context of that name, compared without case; empty when it is not available here.
  Optional<Json> context(String name);

  /// Whether everything so far succeeded.
  default boolean success() {
    return true;
  }

  default boolean failure() {
    return false;
  }

  /// Whether all these jobs succeeded; without names, whether everything so far did.
  default boolean success(List<String> jobs) {
    return success();
  }

  /// Whether one of these jobs failed; without names, whether anything so far did.
  default boolean failure(List<String> jobs) {
    return failure();
  }

  default boolean cancelled() {
    return false;
  }

  /// `hashFiles`: the digest of the files that match, or an empty text when none does.
  ///
  /// @throws ExpressionException where files are not available
  default String hashFiles(List<String> patterns) {
    throw ExpressionException.evaluation("The function 'hashFiles' is not available here");
  }
}
