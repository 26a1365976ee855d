package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskerTest {
  private final Masker masker = new Masker();

  /// Secret, a line that a program prints, what the log shows.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          s3cret          | a s3cret, twice: s3crets3cret!       | a ***, twice: ***!
          s3cret          | S3CRET is something else             | S3CRET is something else
          say "hi"        | {"a":"say \\"hi\\""}                 | {"a":"***"}
          a\\b            | {"a":"a\\\\b"}                       | {"a":"***"}
          pass word&1     | ?q=pass%20word%261                   | ?q=***
          pass word&1     | q=pass+word%261                      | q=***
          it's(1)         | it's(1) it%27s%281%29 it's(1)        | *** *** ***
          it's(1)         | ${{ 'it''s(1)' }}                    | ${{ '***' }}
          <a href="b">    | &lt;a href=&quot;b&quot;&gt;         | ***
          "quoted-one"    | quoted-one                           | ***
          100%safe        | ::debug::100%25safe                  | ::debug::***
          part1&part2&xyz | part1&part2& [red]part1&part2&       | *** [red]***
          part1&+part2345 | part1&+ then art2345                 | *** then ***
          é/ü             | é/ü and %C3%A9%2F%C3%BC              | *** and ***
          """)
  void hidesEveryWayToWriteASecret(String secret, String printed, String shown) {
    masker.add(secret);
    assertThat(masker.mask(printed)).isEqualTo(shown);
  }

  @Test
  void hidesBase64WhereverTheSecretStandsInTheText() {
    var secret = "correct horse battery";
    masker.add(secret);
    for (var before = 0; before < 7; before++) {
      for (var after = 0; after < 4; after++) {
        var text = "x".repeat(before) + secret + "y".repeat(after);
        var encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        var shown = masker.mask(encoded);
        assertThat(shown).as(text).contains("***");
        // What is left belongs to the text around it, and to at most one byte of the secret.
        assertThat(shown.replace("***", "").length()).as(shown).isLessThanOrEqualTo(16);
      }
    }
  }

  @Test
  void hidesEachLineOfASecretOfManyLines() {
    masker.add("-----BEGIN-----\nabcdef\r\nghijkl\n-----END-----\n");
    assertThat(masker.mask("cat: abcdef")).isEqualTo("cat: ***");
    assertThat(masker.mask("{\"key\":\"ghijkl\"}")).isEqualTo("{\"key\":\"***\"}");
    assertThat(masker.mask("-----END-----")).isEqualTo("***");
    assertThat(
            masker.mask(
                Base64.getEncoder().encodeToString("abcdef".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("***");
  }

  @Test
  void showsNothingOfSecretsThatOverlap() {
    masker.add("abcdef");
    masker.add("defghi");
    masker.add("ef");
    assertThat(masker.mask("xabcdefghix ef abcdefdefghi")).isEqualTo("x***x *** ***");
  }

  @Test
  void knowsNoEmptySecrets() {
    for (var blank : new String[] {"", " ", "\n", "\r\n \t"}) {
      masker.add(blank);
    }
    assertThat(masker.mask("a b\tc")).isEqualTo("a b\tc");
    assertThat(masker.hides("")).isFalse();
  }

  @Test
  void hidesSecretsOfOneLetter() {
    masker.add("q");
    assertThat(masker.mask("quiet quince")).isEqualTo("***uiet ***uince");
  }

  /// The search has shortcuts, so it is compared with one that has none.
  @Test
  void findsWhatAPlainSearchFinds() {
    var random = new Random(7);
    for (var round = 0; round < 300; round++) {
      var secrets = new ArrayList<String>();
      for (var i = 0; i < 1 + random.nextInt(6); i++) {
        secrets.add(letters(random, 1 + random.nextInt(7)));
      }
      var one = new Masker();
      one.addAll(secrets);
      var text = letters(random, 60);
      assertThat(one.mask(text)).as(secrets + " in " + text).isEqualTo(plainly(secrets, text));
    }
  }

  private static String letters(Random random, int length) {
    var text = new StringBuilder();
    for (var i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(3)));
    }
    return text.toString();
  }

  private static String plainly(List<String> secrets, String text) {
    var covered = new boolean[text.length()];
    for (var secret : secrets) {
      for (var form : Encodings.of(secret)) {
        for (var at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
          for (var i = at; i < at + form.length(); i++) {
            covered[i] = true;
          }
        }
      }
    }
    var marked = new StringBuilder(text);
    for (var i = 0; i < covered.length; i++) {
      if (covered[i]) {
        marked.setCharAt(i, '*');
      }
    }
    return Pattern.compile("\\*+").matcher(marked).replaceAll("***");
  }

  @Test
  void findsASecretThatIsCutInPieces() {
    var secret = "correct-horse";
    masker.add(secret);
    var text = "a".repeat(30) + secret + "b".repeat(30) + secret + secret;
    for (var size = 1; size < 40; size++) {
      var pieces = masker.pieces();
      var shown = new StringBuilder();
      for (var at = 0; at < text.length(); at += size) {
        shown.append(pieces.next(text.substring(at, Math.min(text.length(), at + size))));
      }
      shown.append(pieces.last());
      assertThat(shown.toString())
          .as("pieces of " + size)
          .isEqualTo("a".repeat(30) + "***" + "b".repeat(30) + "***");
    }
  }
}
