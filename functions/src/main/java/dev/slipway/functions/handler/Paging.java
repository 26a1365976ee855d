package dev.slipway.functions.handler;

import dev.slipway.model.Json;
import dev.slipway.status.PageToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// One page of a list that is filtered after it is read.
///
/// @param limit how many a page may have
/// @param tokens of this list with these filters
record Paging(int limit, PageToken tokens) {
  private static final int DEFAULT = 30;
  private static final int MAX = 100;

  /// A filter that hardly anything passes must not make one request read everything: after so many
  /// the page ends, and its token leads on.
  private static final int MAX_READ = 1_000;

  /// @param question which list it is and what is filtered by
  /// @throws ProblemException 400 when `limit` is no number from 1 to 100
  static Paging of(HttpCall call, List<String> question) {
    var limit = call.parameter("limit").map(Paging::limit).orElse(DEFAULT);
    return new Paging(limit, PageToken.of(question));
  }

  private static int limit(String text) {
    try {
      var limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // answered below
    }
    throw new ProblemException(
        400, "Wrong limit", "limit is \"%s\"; it is a number from 1 to %d".formatted(text, MAX));
  }

  /// Where the page begins, as its token says.
  ///
  /// @throws ProblemException 400 when the token is none of this list's
  <P> Optional<P> start(HttpCall call, Function<String, P> parse) {
    return call.parameter("token")
        .map(token ->
            tokens
                .read(token)
                .map(parse)
                .orElseThrow(() ->
                    new ProblemException(
                        400,
                        "Wrong page token",
                        "The token is not one of this list with these filters; begin without")));
  }

  /// What a store gives at a time.
  record Batch<T>(List<T> items, boolean more) {}

  /// A store's list from a position on.
  interface Source<T, P> {
    Batch<T> read(int limit, Optional<P> after);
  }

  /// Reads until the page is full; one more than it holds tells whether there is a next one.
  <T, P> Json.Obj page(
      String member,
      Source<T, P> source,
      Optional<P> start,
      Predicate<T> filter,
      Function<T, P> position,
      Function<T, Json> document) {
    var found = new ArrayList<T>();
    var after = start;
    var read = 0;
    var more = true;
    while (more && found.size() <= limit && read < MAX_READ) {
      var batch = source.read(limit + 1, after);
      for (var item : batch.items()) {
        if (found.size() <= limit && filter.test(item)) {
          found.add(item);
        }
      }
      read += batch.items().size();
      more = batch.more();
      if (!batch.items().isEmpty()) {
        after = Optional.of(position.apply(batch.items().getLast()));
      }
    }
    var shown = found.size() > limit ? found.subList(0, limit) : found;
    var last = found.size() > limit ? Optional.of(position.apply(shown.getLast())) : after;
    var next = found.size() > limit || more ? last : Optional.<P>empty();
    return Json.object()
        .put(member, Json.array(shown.stream().map(document).toList()))
        .put("nextToken", next.map(place -> tokens.write(place.toString())))
        .build();
  }
}
