package dev.slipway.ci.expression;

/// Which names an expression may use where it stands. Names come in lower case.
public interface Names {
  /// All that there are; what is missing shows when the expression is computed.
  Names ANY =
      new Names() {
        @Override
        public boolean hasContext(String name) {
          return true;
        }

        @Override
        public boolean hasFunction(String name) {
          return true;
        }

        @Override
        public boolean hasStatusOfJobs() {
          return true;
        }
      };

  boolean hasContext(String name);

  boolean hasFunction(String name);

  /// Whether `success` and `failure` take the ids of jobs.
  boolean hasStatusOfJobs();
}
