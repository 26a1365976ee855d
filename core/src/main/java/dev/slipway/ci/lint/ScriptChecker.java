package dev.slipway.ci.lint;

import java.util.List;

/// Looks at shell scripts: a program of the machine, where there is one.
@FunctionalInterface
public interface ScriptChecker {
  /// Nobody looks.
  ScriptChecker NONE = (_, _) -> List.of();

  /// What is unwise in a script.
  ///
  /// @param shell `bash` or `sh`
  List<Remark> check(String script, Shell shell);

  /// Shells whose scripts can be looked at.
  enum Shell {
    BASH,
    SH
  }

  /// @param line of the script, from 1
  /// @param column from 1
  /// @param message with the checker's own name of the fault
  record Remark(int line, int column, String message, Weight weight) {}

  /// How much a remark matters.
  enum Weight {
    WARNING,
    INFO
  }
}
