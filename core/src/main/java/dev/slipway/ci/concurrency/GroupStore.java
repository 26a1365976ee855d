package dev.slipway.ci.concurrency;

/// Where groups are kept. A write takes effect only on the group that was read; members never come
/// back once they have left, so a group that looks the same is the same.
public interface GroupStore {
  /// The group as it is now, strongly consistent; [Group#EMPTY] when nobody is in it.
  Group load(GroupId id);

  /// Replaces the group; an empty one needs no room.
  ///
  /// @return false when the group is no longer as it was read; then nothing changes
  boolean save(GroupId id, Group before, Group next);
}
