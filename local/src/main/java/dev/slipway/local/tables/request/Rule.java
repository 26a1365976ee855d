package dev.slipway.local.tables.request;

import dev.slipway.model.Json;
import java.util.List;
import java.util.regex.Pattern;

/// A constraint on one member, with AWS's words for it.
sealed interface Rule {
  record AtLeast(long least) implements Rule {}

  record AtMost(long most) implements Rule {}

  /// Characters of a text, entries of a list or map.
  record NotShorter(int least) implements Rule {}

  record NotLonger(int most) implements Rule {}

  record Matches(Pattern pattern) implements Rule {
    static Matches of(String pattern) {
      return new Matches(Pattern.compile(pattern));
    }
  }

  record OneOf(List<String> words) implements Rule {
    public OneOf {
      words = List.copyOf(words);
    }
  }

  default boolean holds(Json value) {
    return switch (this) {
      case AtLeast(var least) -> !(value instanceof Json.Num(var n)) || n >= least;
      case AtMost(var most) -> !(value instanceof Json.Num(var n)) || n <= most;
      case NotShorter(var least) -> length(value) >= least;
      case NotLonger(var most) -> length(value) <= most;
      case Matches(var pattern) ->
          !(value instanceof Json.Str(var text)) || pattern.matcher(text).matches();
      case OneOf(var words) -> !(value instanceof Json.Str(var text)) || words.contains(text);
    };
  }

  private static int length(Json value) {
    return switch (value) {
      case Json.Str(var text) -> text.length();
      case Json.Arr(var items) -> items.size();
      case Json.Obj(var members) -> members.size();
      case Json.Null _, Json.Bool _, Json.Num _ -> 0;
    };
  }

  default String demand() {
    return switch (this) {
      case AtLeast(var least) -> "Member must have value greater than or equal to " + least;
      case AtMost(var most) -> "Member must have value less than or equal to " + most;
      case NotShorter(var least) -> "Member must have length greater than or equal to " + least;
      case NotLonger(var most) -> "Member must have length less than or equal to " + most;
      case Matches(var pattern) -> "Member must satisfy regular expression pattern: " + pattern;
      case OneOf(var words) -> "Member must satisfy enum value set: " + words;
    };
  }
}
