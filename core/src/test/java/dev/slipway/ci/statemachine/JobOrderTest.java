package dev.slipway.ci.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a graph of needs reads from left to right: `→` one after the other, `|` side by side.
class JobOrderTest {
  @ParameterizedTest(name = "{0} reads as {1}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          a                                                         ~ a
          a; b                                                      ~ (a | b)
          a; b: a                                                   ~ a → b
          b: a; a                                                   ~ a → b
          build; unit: build; it: build; lint: build; deploy: unit it lint ~ build → (unit | it | lint) → deploy
          a; b: a; c: a; d: b c                                     ~ a → (b | c) → d
          a; b: a; c: a b                                           ~ a → b → c
          a; b: a; c; d: c                                          ~ (a → b | c → d)
          a; b: a; c: a; d: b                                       ~ a → (b → d | c)
          a; b; c: a b; d: a b                                      ~ (a | b) → (c | d)
          lint; build; test: build; deploy: test                    ~ (lint | build → test → deploy)
          a; b; c: a; d: a b                                        ~ (a → c | b → d)
          a; b; c; d: a b; e: b c                                   ~ (a | b → d | c → e)
          s; a: s; b: s; c: a; d: a b; e: c d                       ~ s → (a → c | b → d) → e
          """)
  void reads(String graph, String order) {
    assertThat(text(JobOrder.of(needs(graph)))).isEqualTo(order);
  }

  /// What can be told by nesting is told by nesting, no edge is left to the gate.
  @Test
  void whatIsSeriesParallelReadsAsItWasMade() {
    for (var seed = 0; seed < 500; seed++) {
      var random = new SplittableRandom(seed);
      var made = random(random, 4, new ArrayList<>());
      var needs = new LinkedHashMap<String, List<String>>();
      collect(made, List.of(), needs);
      assertThat(text(JobOrder.of(needs))).as("seed %d", seed).isEqualTo(text(made));
    }
  }

  /// A sequence stands only where the later job needs the earlier one, directly or not.
  @Test
  void noOrderIsMadeUp() {
    for (var seed = 0; seed < 500; seed++) {
      var needs = graph(new SplittableRandom(seed));
      checkSequences(JobOrder.of(needs), needs);
      assertThat(jobs(JobOrder.of(needs))).containsExactlyInAnyOrderElementsOf(needs.keySet());
    }
  }

  @Test
  void arrangesTheLargestGraphsInTime() {
    var chain = new LinkedHashMap<String, List<String>>();
    IntStream.range(0, 1_000)
        .forEach(i -> chain.put("j" + i, i == 0 ? List.of() : List.of("j" + (i - 1))));
    assertThat(jobs(JobOrder.of(chain))).hasSize(1_000);
  }

  private static Map<String, List<String>> needs(String graph) {
    var needs = new LinkedHashMap<String, List<String>>();
    for (var job : graph.split(";", -1)) {
      var parts = job.strip().split(": ", 2);
      needs.put(parts[0], parts.length == 1 ? List.of() : List.of(parts[1].split(" ", -1)));
    }
    return needs;
  }

  private static String text(JobOrder order) {
    return switch (order) {
      case JobOrder.One(var job) -> job;
      case JobOrder.InSequence(var parts) ->
          parts.stream().map(JobOrderTest::text).collect(Collectors.joining(" → "));
      case JobOrder.SideBySide(var parts) ->
          parts.stream().map(JobOrderTest::text).collect(Collectors.joining(" | ", "(", ")"));
    };
  }

  /// A structure in normal form: sequences in sequences and branches in branches are one.
  private static JobOrder random(RandomGenerator random, int depth, List<String> made) {
    if (depth == 0 || random.nextInt(3) == 0) {
      made.add("j" + made.size());
      return new JobOrder.One(made.getLast());
    }
    var parts = new ArrayList<JobOrder>();
    for (var i = random.nextInt(2, 4); i > 0; i--) {
      parts.add(random(random, depth - 1, made));
    }
    return depth % 2 == 0
        ? new JobOrder.InSequence(flat(parts, JobOrder.InSequence.class))
        : new JobOrder.SideBySide(flat(parts, JobOrder.SideBySide.class));
  }

  private static List<JobOrder> flat(List<JobOrder> parts, Class<? extends JobOrder> kind) {
    return parts.stream()
        .flatMap(part -> kind.isInstance(part) ? parts(part).stream() : Stream.of(part))
        .toList();
  }

  private static List<JobOrder> parts(JobOrder order) {
    return switch (order) {
      case JobOrder.One _ -> List.of();
      case JobOrder.InSequence(var parts) -> parts;
      case JobOrder.SideBySide(var parts) -> parts;
    };
  }

  /// Gives every job of an order the needs that make it so.
  ///
  /// @return the jobs that end it
  private static List<String> collect(
      JobOrder order, List<String> before, Map<String, List<String>> needs) {
    return switch (order) {
      case JobOrder.One(var job) -> {
        needs.put(job, before);
        yield List.of(job);
      }
      case JobOrder.InSequence(var parts) -> {
        var last = before;
        for (var part : parts) {
          last = collect(part, last, needs);
        }
        yield last;
      }
      case JobOrder.SideBySide(var parts) ->
          parts.stream().flatMap(part -> collect(part, before, needs).stream()).toList();
    };
  }

  private static Map<String, List<String>> graph(RandomGenerator random) {
    var needs = new LinkedHashMap<String, List<String>>();
    var size = random.nextInt(1, 15);
    var density = random.nextDouble(0.05, 0.7);
    for (var i = 0; i < size; i++) {
      needs.put(
          "j" + i,
          IntStream.range(0, i)
              .filter(_ -> random.nextDouble() < density)
              .mapToObj(other -> "j" + other)
              .toList());
    }
    return needs;
  }

  private static void checkSequences(JobOrder order, Map<String, List<String>> needs) {
    if (order instanceof JobOrder.InSequence(var parts)) {
      for (var i = 1; i < parts.size(); i++) {
        for (var later : jobs(parts.get(i))) {
          assertThat(ancestors(later, needs)).containsAll(jobs(parts.get(i - 1)));
        }
      }
    }
    parts(order).forEach(part -> checkSequences(part, needs));
  }

  private static List<String> jobs(JobOrder order) {
    return order instanceof JobOrder.One(var job)
        ? List.of(job)
        : parts(order).stream().flatMap(part -> jobs(part).stream()).toList();
  }

  private static List<String> ancestors(String job, Map<String, List<String>> needs) {
    return needs.getOrDefault(job, List.of()).stream()
        .flatMap(need -> Stream.concat(Stream.of(need), ancestors(need, needs).stream()))
        .distinct()
        .toList();
  }
}
