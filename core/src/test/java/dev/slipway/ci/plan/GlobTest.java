package dev.slipway.ci.plan;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Filter patterns, as GitHub's manual lists them.
class GlobTest {
  @ParameterizedTest(name = "{0} takes {1}: {2}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          # branches and tags
          feature/*              ~ feature/my-branch           ~ true
          feature/*              ~ feature/a/b                 ~ false
          feature/**             ~ feature/beta-a/my-branch    ~ true
          feature/**             ~ feature/mona/the/octocat    ~ true
          feature/**             ~ feature                     ~ false
          main                   ~ main                        ~ true
          main                   ~ Main                        ~ false
          main                   ~ main2                       ~ false
          *                      ~ main                        ~ true
          *                      ~ all/the/branches            ~ false
          **                     ~ all/the/branches            ~ true
          *feature               ~ mona-feature                ~ true
          *feature               ~ feature                     ~ true
          *feature               ~ a/feature                   ~ false
          v2*                    ~ v2                          ~ true
          v2*                    ~ v2.0                        ~ true
          v2*                    ~ v20/x                       ~ false
          v[12].[0-9]+.[0-9]+    ~ v1.10.1                     ~ true
          v[12].[0-9]+.[0-9]+    ~ v2.0.0                      ~ true
          v[12].[0-9]+.[0-9]+    ~ v3.0.0                      ~ false
          v[12].[0-9]+.[0-9]+    ~ v1..0                       ~ false
          # paths
          *                      ~ README.md                   ~ true
          *.jsx?                 ~ page.js                     ~ true
          *.jsx?                 ~ page.jsx                    ~ true
          *.jsx?                 ~ page.jsxx                   ~ false
          **                     ~ all/the/files.md            ~ true
          *.js                   ~ app.js                      ~ true
          *.js                   ~ src/app.js                  ~ false
          **.js                  ~ index.js                    ~ true
          **.js                  ~ src/js/app.js               ~ true
          docs/*                 ~ docs/README.md              ~ true
          docs/*                 ~ docs/a/b.md                 ~ false
          docs/**                ~ docs/mona/octocat.txt       ~ true
          docs/**                ~ docs.md                     ~ false
          docs/**/*.md           ~ docs/README.md              ~ true
          docs/**/*.md           ~ docs/a/markdown/file.md     ~ true
          docs/**/*.md           ~ docs/a/file.txt             ~ false
          **/docs/**             ~ docs/hello.md               ~ true
          **/docs/**             ~ dir/docs/my-file.txt        ~ true
          **/docs/**             ~ mydocs/a.md                 ~ false
          **/README.md           ~ README.md                   ~ true
          **/README.md           ~ js/README.md                ~ true
          **/README.md           ~ MYREADME.md                 ~ false
          **/*src/**             ~ a/src/app.js                ~ true
          **/*src/**             ~ my-src/code/js/app.js       ~ true
          **/*-post.md           ~ my-post.md                  ~ true
          **/*-post.md           ~ path/their-post.md          ~ true
          **/migrate-*.sql       ~ migrate-10909.sql           ~ true
          **/migrate-*.sql       ~ db/sept/migrate-v1.sql      ~ true
          ./src/**               ~ src/a.js                    ~ false
          # signs
          ab?c                   ~ ac                          ~ true
          ab?c                   ~ abc                         ~ true
          ab?c                   ~ abbc                        ~ false
          ab+c                   ~ abbbc                       ~ true
          ab+c                   ~ ac                          ~ false
          ?a                     ~ ?a                          ~ true
          +a                     ~ +a                          ~ true
          a*+b                   ~ axxb                        ~ true
          a*?b                   ~ axxb                        ~ true
          a?+b                   ~ aaab                        ~ true
          a+?b                   ~ b                           ~ true
          [a-c]x                 ~ bx                          ~ true
          [a-c]x                 ~ dx                          ~ false
          [CB]at                 ~ Cat                         ~ true
          [-a]                   ~ -                           ~ true
          [a-]                   ~ -                           ~ true
          [z-a]                  ~ m                           ~ false
          [a                     ~ [a                          ~ true
          \\*                     ~ *                           ~ true
          \\*                     ~ a                           ~ false
          \\[a]                   ~ [a]                         ~ true
          a\\                     ~ a\\                          ~ true
          a.c                    ~ abc                         ~ false
          (a|b)                  ~ a                           ~ false
          a**/b                  ~ ab                          ~ false
          a**/b                  ~ axy/z/b                     ~ true
          release-😀+            ~ release-😀😀                ~ true
          """)
  void matches(String pattern, String text, boolean taken) {
    assertThat(Glob.of(pattern).matches(text)).isEqualTo(taken);
  }

  @ParameterizedTest(name = "{0} takes {1}: {2}")
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          *.md !README.md          ~ hello.md      ~ true
          *.md !README.md          ~ README.md     ~ false
          *.md !README.md          ~ docs/hello.md ~ false
          *.md !README.md README*  ~ README.md     ~ true
          *.md !README.md README*  ~ README.doc    ~ true
          !README.md *.md          ~ README.md     ~ true
          !README.md               ~ hello.md      ~ false
          \\!important             ~ !important    ~ true
          a!b                      ~ a!b           ~ true
          """)
  void theLastPatternThatMatchesDecides(String patterns, String text, boolean taken) {
    assertThat(Glob.includes(List.of(patterns.split(" ", -1)), text)).isEqualTo(taken);
  }

  @Test
  void noPatternTakesLong() {
    var hostile =
        List.of("**a".repeat(300) + "b", "*a+?".repeat(300) + "b", "**/".repeat(300) + "b");
    assertTimeoutPreemptively(
        ofSeconds(5),
        () ->
            hostile.forEach(p -> assertThat(Glob.of(p).matches("a/".repeat(500) + "c")).isFalse()));
  }

  /// Against regular expressions, with the patterns in which the two read alike.
  @Test
  void agreesWithAnotherMatcher() {
    for (var seed = 0; seed < 3_000; seed++) {
      var random = new SplittableRandom(seed);
      var pattern = text(random, "ab/*?+", random.nextInt(1, 8)).replaceAll("^[?+]+", "");
      var text = text(random, "ab/", random.nextInt(0, 8));
      assertThat(Glob.of(pattern).matches(text))
          .as("%s on %s", pattern, text)
          .isEqualTo(Pattern.matches(regex(pattern), text));
    }
  }

  private static String text(SplittableRandom random, String letters, int length) {
    var text = new StringBuilder();
    for (var i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  private static String regex(String pattern) {
    var regex = "";
    var last = "";
    for (var i = 0; i < pattern.length(); i++) {
      var c = pattern.charAt(i);
      if ((c == '?' || c == '+') && !last.isEmpty()) {
        last = "(?:" + last + ")" + c;
        continue;
      }
      regex += last;
      last = String.valueOf(c);
      if (c == '*' && pattern.startsWith("**", i)) {
        var begins = i == 0 || pattern.charAt(i - 1) == '/';
        var folders = begins && pattern.startsWith("**/", i);
        last = folders ? "(?:.*/)?" : ".*";
        i += folders ? 2 : 1;
      } else if (c == '*') {
        last = "[^/]*";
      }
    }
    return regex + last;
  }
}
