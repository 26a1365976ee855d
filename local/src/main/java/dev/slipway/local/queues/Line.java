package dev.slipway.local.queues;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The messages of a queue that may be received, in the order in which they are.
sealed interface Line {
  /// A message may be received: it is new, or came back to its old place.
  void ready(Entry entry);

  /// A message may not be received yet, and in a group those behind it neither.
  void hidden(Entry entry);

  /// A message that was taken or hidden is gone.
  void gone(Entry entry);

  /// Takes up to that many messages, which are hidden from now on.
  List<Entry> take(int most);

  boolean isEmpty();

  /// Each message by itself, the oldest first.
  final class Standard implements Line {
    private final TreeMap<Long, Entry> ready = new TreeMap<>();

    @Override
    public void ready(Entry entry) {
      ready.put(entry.position, entry);
    }

    @Override
    public void hidden(Entry entry) {
      ready.remove(entry.position);
    }

    @Override
    public void gone(Entry entry) {
      ready.remove(entry.position);
    }

    @Override
    public List<Entry> take(int most) {
      var taken = new ArrayList<Entry>();
      while (taken.size() < most && !ready.isEmpty()) {
        taken.add(ready.pollFirstEntry().getValue());
      }
      return taken;
    }

    @Override
    public boolean isEmpty() {
      return ready.isEmpty();
    }
  }

  /// Groups: a group of which a message is in flight waits for it. Among the others the one whose
  /// first message is the oldest comes first.
  final class Fifo implements Line {
    private static final class Group {
      final TreeMap<Long, Entry> ready = new TreeMap<>();
      final TreeMap<Long, Entry> hidden = new TreeMap<>();
    }

    private final Map<String, Group> groups = new HashMap<>();
    private final TreeMap<Long, Group> open = new TreeMap<>();

    @Override
    public void ready(Entry entry) {
      change(
          entry,
          group -> {
            group.hidden.remove(entry.position);
            group.ready.put(entry.position, entry);
          });
    }

    @Override
    public void hidden(Entry entry) {
      change(
          entry,
          group -> {
            group.ready.remove(entry.position);
            group.hidden.put(entry.position, entry);
          });
    }

    @Override
    public void gone(Entry entry) {
      change(
          entry,
          group -> {
            group.ready.remove(entry.position);
            group.hidden.remove(entry.position);
          });
    }

    private void change(Entry entry, java.util.function.Consumer<Group> change) {
      var group = groups.computeIfAbsent(entry.group, _ -> new Group());
      if (!group.ready.isEmpty()) {
        open.remove(group.ready.firstKey(), group);
      }
      change.accept(group);
      if (group.ready.isEmpty() && group.hidden.isEmpty()) {
        groups.remove(entry.group);
      } else if (isOpen(group)) {
        open.put(group.ready.firstKey(), group);
      }
    }

    /// A delayed message holds up only what was sent after it.
    private static boolean isOpen(Group group) {
      return !group.ready.isEmpty()
          && group.hidden.values().stream()
              .allMatch(entry ->
                  entry.state == Entry.State.DELAYED && entry.position > group.ready.firstKey());
    }

    @Override
    public List<Entry> take(int most) {
      var taken = new ArrayList<Entry>();
      while (taken.size() < most && !open.isEmpty()) {
        var group = open.pollFirstEntry().getValue();
        while (taken.size() < most && !group.ready.isEmpty()) {
          var entry = group.ready.pollFirstEntry().getValue();
          group.hidden.put(entry.position, entry);
          taken.add(entry);
        }
      }
      return taken;
    }

    @Override
    public boolean isEmpty() {
      return open.isEmpty();
    }
  }
}
