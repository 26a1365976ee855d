package dev.slipway.git;

/// What a commit is compared with, as GitHub does for path filters.
public sealed interface Since {
  /// A push: with the commit before it.
  record Commit(String sha) implements Since {}

  /// A pull request: with where it left its base.
  record Fork(String base) implements Since {}

  /// A new branch: with what was there before its oldest commit that no other branch has.
  record NewBranch() implements Since {}
}
