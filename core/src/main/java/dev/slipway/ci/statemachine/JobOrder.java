package dev.slipway.ci.statemachine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// `needs` as a structure that reads from left to right: jobs one after the other and side by side.
///
/// A structure never adds an order that `needs` does not have. Where a graph is not series-parallel
/// (the N: A→C, A→D, B→D) some edges are left out of the structure; the job gate holds them all the
/// same, so nothing begins too early and nothing waits for what it does not need.
public sealed interface JobOrder {
  record One(String job) implements JobOrder {}

  record InSequence(List<JobOrder> parts) implements JobOrder {}

  record SideBySide(List<JobOrder> parts) implements JobOrder {}

  /// Arranges a graph.
  ///
  /// @param needs job → what it needs, in the file's order, without cycles
  static JobOrder of(Map<String, List<String>> needs) {
    return new Arrangement(needs).arrange(new LinkedHashSet<>(needs.keySet()));
  }

  /// The decomposition.
  final class Arrangement {
    private final Map<String, Set<String>> ancestors = new LinkedHashMap<>();

    Arrangement(Map<String, List<String>> needs) {
      needs.keySet().forEach(job -> collect(job, needs));
    }

    private Set<String> collect(String job, Map<String, List<String>> needs) {
      var known = ancestors.get(job);
      if (known != null) {
        return known;
      }
      var all = new LinkedHashSet<String>();
      for (var need : needs.getOrDefault(job, List.of())) {
        all.add(need);
        all.addAll(collect(need, needs));
      }
      ancestors.put(job, all);
      return all;
    }

    JobOrder arrange(Set<String> jobs) {
      if (jobs.size() == 1) {
        return new One(jobs.iterator().next());
      }
      var layers = series(jobs);
      if (layers.size() > 1) {
        return new InSequence(layers.stream().map(this::arrange).toList());
      }
      var components = components(jobs);
      if (components.size() > 1) {
        return new SideBySide(components.stream().map(this::arrange).toList());
      }
      return arrangeTangle(jobs);
    }

    /// Cuts the jobs wherever all that come later need all that come earlier.
    private List<Set<String>> series(Set<String> jobs) {
      var ordered = new ArrayList<>(jobs);
      ordered.sort(Comparator.comparingInt(job -> depth(job, jobs)));
      var layers = new ArrayList<Set<String>>();
      Set<String> current = new LinkedHashSet<>();
      var met = new int[ordered.size()];
      for (var i = 0; i < ordered.size(); i++) {
        var job = ordered.get(i);
        current.add(job);
        var allLaterNeedAllEarlier = true;
        for (var later = i + 1; later < ordered.size(); later++) {
          if (ancestorsOf(ordered.get(later)).contains(job)) {
            met[later]++;
          }
          allLaterNeedAllEarlier &= met[later] == i + 1;
        }
        if (allLaterNeedAllEarlier) {
          layers.add(inFileOrder(current, jobs));
          current = new LinkedHashSet<>();
        }
      }
      return layers;
    }

    private int depth(String job, Set<String> among) {
      return (int) ancestorsOf(job).stream().filter(among::contains).count();
    }

    private List<Set<String>> components(Set<String> jobs) {
      var left = new LinkedHashSet<>(jobs);
      var components = new ArrayList<Set<String>>();
      while (!left.isEmpty()) {
        var component = new LinkedHashSet<String>();
        grow(left.iterator().next(), left, component);
        components.add(inFileOrder(component, jobs));
      }
      return components;
    }

    private void grow(String job, Set<String> left, Set<String> component) {
      if (!left.remove(job)) {
        return;
      }
      component.add(job);
      for (var other : List.copyOf(left)) {
        if (ancestorsOf(job).contains(other) || ancestorsOf(other).contains(job)) {
          grow(other, left, component);
        }
      }
    }

    /// Connected and without a cut. The first root keeps what only it leads to, as a branch of its
    /// own; the rest goes beside it. Edges between the two are the gate's.
    private JobOrder arrangeTangle(Set<String> jobs) {
      var root = jobs.stream().filter(job -> depth(job, jobs) == 0).findFirst().orElseThrow();
      var own = new LinkedHashSet<String>();
      own.add(root);
      for (var job : jobs) {
        var inside = ancestorsOf(job).stream().filter(jobs::contains).toList();
        if (!inside.isEmpty() && inside.contains(root) && only(inside, root)) {
          own.add(job);
        }
      }
      var rest = new LinkedHashSet<>(jobs);
      rest.removeAll(own);
      return new SideBySide(flat(List.of(arrange(own), arrange(rest))));
    }

    /// Whether all these come from that root alone.
    private boolean only(Collection<String> inside, String root) {
      return inside.stream().allMatch(job -> job.equals(root) || ancestorsOf(job).contains(root));
    }

    private static List<JobOrder> flat(List<JobOrder> parts) {
      return parts.stream()
          .flatMap(part -> part instanceof SideBySide(var inner) ? inner.stream() : Stream.of(part))
          .toList();
    }

    private Set<String> ancestorsOf(String job) {
      return ancestors.getOrDefault(job, Set.of());
    }

    private static Set<String> inFileOrder(Set<String> some, Set<String> all) {
      var ordered = new LinkedHashSet<>(all);
      ordered.retainAll(some);
      return ordered;
    }
  }
}
