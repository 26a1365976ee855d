package dev.slipway.ci.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What expressions compute. Every row is an expression and its value as JSON; the rules are those
/// of the runner's expression engine.
class ExpressionTest {
  private static final Json.Obj CONTEXTS =
      Json.parseObject(
          """
          {
            "github": {"ref": "refs/heads/main", "Actor": "ann", "event": {"number": 7}},
            "env": {"EMPTY": "", "ONE": "1"},
            "list": [1, "two", null, [3], {"four": 4}],
            "people": [
              {"name": "Ann", "tags": ["a", "b"]},
              {"name": null, "tags": ["c"]},
              {"age": 3},
              "nobody"
            ],
            "tree": {"x": {"id": 1}, "y": {"id": 2, "true": "yes"}},
            "none": null,
            "empty": [],
            "hollow": {}
          }
          """
              .getBytes(StandardCharsets.UTF_8));

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          true                    ~ true
          null                    ~ null
          'it''s'                 ~ "it's"
          ''                      ~ ""
          1                       ~ 1
          -1.5                    ~ -1.5
          .5                      ~ 0.5
          5.                      ~ 5
          +3                      ~ 3
          1e3                     ~ 1000
          1.2E-2                  ~ 0.012
          0xff                    ~ 255
          0xFFFFFFFF              ~ -1
          0o17                    ~ 15
          Infinity                ~ "Infinity"
          -Infinity               ~ "-Infinity"
          NaN                     ~ "NaN"
          """)
  void readsLiterals(String expression, String value) {
    assertValue(expression, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          !true                   ~ false
          !''                     ~ true
          !'0'                    ~ false
          !0                      ~ true
          !-0                     ~ true
          !NaN                    ~ true
          !null                   ~ true
          !empty                  ~ false
          !hollow                 ~ false
          !!'x'                   ~ true
          'a' && 'b'              ~ "b"
          '' && 'b'               ~ ""
          0 || null               ~ null
          '' || 'b' || 'c'        ~ "b"
          1 || fromJSON('{')      ~ 1
          false && fromJSON('{')  ~ false
          false || true && 'x'    ~ "x"
          true || false && false  ~ true
          (true || false) && 0    ~ 0
          !true == false          ~ true
          1 < 2 == true           ~ true
          3 < 2 < 1               ~ true
          2 == 2 == 1             ~ true
          !github.nothing         ~ true
          """)
  void joinsAndNegates(String expression, String value) {
    assertValue(expression, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          1 == 1.0                ~ true
          1 == '1'                ~ true
          1 == ' 1 '              ~ true
          16 == '0x10'            ~ true
          8 == '0o10'             ~ true
          1000 == '1e3'           ~ true
          1 == '1_0'              ~ false
          0 == ''                 ~ true
          0 == null               ~ true
          '' == null              ~ true
          false == null           ~ true
          false == ''             ~ true
          true == '1'             ~ true
          true == 'true'          ~ false
          true != 'true'          ~ true
          null == null            ~ true
          NaN == NaN              ~ false
          NaN != NaN              ~ true
          'abc' == 'ABC'          ~ true
          'ß' == 'SS'             ~ false
          'σ' == 'ς'              ~ true
          'ü' == 'Ü'              ~ true
          'i' == 'İ'              ~ false
          'ı' == 'I'              ~ false
          empty == empty          ~ true
          empty == fromJSON('[]') ~ false
          hollow == 'Object'      ~ false
          list == 0               ~ false
          'a' < 'B'               ~ true
          'a' < '['               ~ true
          'a' >= 'A'              ~ true
          2 > 10                  ~ false
          '2' > '10'              ~ true
          2 > '10'                ~ false
          true > false            ~ true
          null >= 0               ~ true
          null < 1                ~ true
          'x' > 0                 ~ false
          'x' <= 0                ~ false
          NaN <= NaN              ~ false
          empty <= empty          ~ true
          empty < empty           ~ false
          hollow >= 1             ~ false
          """)
  void compares(String expression, String value) {
    assertValue(expression, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          github.ref              ~ "refs/heads/main"
          GITHUB.REF              ~ "refs/heads/main"
          github.actor            ~ "ann"
          github['Actor']         ~ "ann"
          github . ref            ~ "refs/heads/main"
          github.event.number     ~ 7
          github.event.no.such    ~ null
          github.ref.length       ~ null
          none.x                  ~ null
          list[0]                 ~ 1
          list['1']               ~ "two"
          list[1.9]               ~ "two"
          list[true]              ~ "two"
          list[null]              ~ 1
          list[-1]                ~ null
          list[-0.5]              ~ null
          list['x']               ~ null
          list[9]                 ~ null
          list[NaN]               ~ null
          list[Infinity]          ~ null
          list[empty]             ~ null
          list[3][0]              ~ 3
          list.x                  ~ null
          tree.y.true             ~ "yes"
          tree[list]              ~ null
          tree.*.id               ~ [1,2]
          tree[*].id              ~ [1,2]
          list.*                  ~ [1,"two",null,[3],{"four":4}]
          people.*.name           ~ ["Ann",null]
          people.*.tags           ~ [["a","b"],["c"]]
          people.*.tags.*         ~ ["a","b","c"]
          people.*.tags[0]        ~ ["a","c"]
          (people.*).age          ~ [3]
          people.*.no             ~ []
          github.ref.*            ~ []
          none.*                  ~ []
          fromJSON('{"a":1}').A   ~ 1
          fromJSON('[5]')[0]      ~ 5
          (env).one               ~ "1"
          """)
  void dereferences(String expression, String value) {
    assertValue(expression, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          contains('Hello', 'ELL')            ~ true
          contains('abc', '')                 ~ true
          contains(123, 2)                    ~ true
          contains(list, 'TWO')               ~ true
          contains(list, '1')                 ~ true
          contains(list, null)                ~ true
          contains(list, 'x')                 ~ false
          contains(hollow, 'x')               ~ false
          contains('x', list)                 ~ false
          contains(people.*.tags.*, 'C')      ~ true
          startsWith(github.ref, 'REFS/')     ~ true
          startsWith(true, 'tr')              ~ true
          startsWith(list, 'A')               ~ false
          endsWith('abc', 'BC')               ~ true
          endsWith('abc', null)               ~ true
          format('{0}-{1}-{0}', 'a', 2)       ~ "a-2-a"
          format('{{{0}}}', 'a')              ~ "{a}"
          format('{0}{1}{2}', true, null, 1.5) ~ "true1.5"
          format('{0} {1}', list, hollow)     ~ "Array Object"
          format('{0}', -0)                   ~ "0"
          format(null, 1)                     ~ ""
          join(list)                          ~ "1,two,,Array,Object"
          join(list[3], '-')                  ~ "3"
          join(people.*.tags.*, ', ')         ~ "a, b, c"
          join(people.*.tags.*, empty)        ~ "a,b,c"
          join(people.*.tags.*, null)         ~ "abc"
          join('x', '-')                      ~ "x"
          join(hollow)                        ~ ""
          join(empty)                         ~ ""
          toJSON('a"b')                       ~ "\\"a\\\\\\"b\\""
          toJSON(1.50)                        ~ "1.5"
          toJSON(-0)                          ~ "0"
          toJSON(empty)                       ~ "[]"
          toJSON(hollow)                      ~ "{}"
          toJSON(list[4])                     ~ "{\\n  \\"four\\": 4\\n}"
          toJSON(people.*.tags)               ~ "[\\n  [\\n    \\"a\\",\\n    \\"b\\"\\n  ],\\n  [\\n    \\"c\\"\\n  ]\\n]"
          fromJSON('null')                    ~ null
          fromJSON(' [1, {"a": true}] ')      ~ [1,{"a":true}]
          fromJSON('{"a":1,"A":2,"a":3}')     ~ {"a":1}
          fromJSON(1)                         ~ 1
          fromJSON(true)                      ~ true
          case(false, 1, true, 2, 3)          ~ 2
          case(false, 1, 2)                   ~ 2
          case(true, 1, fromJSON('{'))        ~ 1
          success()                           ~ true
          SUCCESS()                           ~ true
          failure()                           ~ false
          cancelled()                         ~ false
          always()                            ~ true
          """)
  void callsFunctions(String expression, String value) {
    assertValue(expression, value);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1.0, 1",
    "0.1, 0.1",
    "-2.50, -2.5",
    "123456789012345, 123456789012345",
    "1234567890123456, 1.23456789012346E+15",
    "1e15, 1E+15",
    "1e14, 100000000000000",
    "0.0001, 0.0001",
    "0.00001, 1E-05",
    "0.000012, 1.2E-05",
    "1e100, 1E+100",
    "-1e-300, -1E-300",
    "0.1000000000000001, 0.1",
    "0.84551240822557006, 0.84551240822557",
    "3.14159265358979312, 3.14159265358979",
    "562949953421312.5, 562949953421312",
    "-0, 0",
    "1e999, Infinity",
    "NaN, NaN",
  })
  void printsNumbersWithFifteenDigits(String number, String text) {
    assertValue("format('{0}', %s)".formatted(number), Json.of(text).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          a@b            ~ lexing     ~ 1  ~ Unexpected symbol: 'a@b'. Located at position 1 within expression: a@b
          1 + 1          ~ lexing     ~ 3  ~ Unexpected symbol: '+'. Located at position 3 within expression: 1 + 1
          1 =2           ~ lexing     ~ 3  ~ Unexpected symbol: '=2'. Located at position 3 within expression: 1 =2
          env & env      ~ lexing     ~ 5  ~ Unexpected symbol: '&'. Located at position 5 within expression: env & env
          'open          ~ lexing     ~ 1  ~ Unexpected symbol: ''open'. Located at position 1 within expression: 'open
          "text"         ~ lexing     ~ 1  ~ Unexpected symbol: '"text"'. Located at position 1 within expression: "text"
          1.2.3          ~ lexing     ~ 1  ~ Unexpected symbol: '1.2.3'. Located at position 1 within expression: 1.2.3
          0x1ffffffff    ~ lexing     ~ 1  ~ Unexpected symbol: '0x1ffffffff'. Located at position 1 within expression: 0x1ffffffff
          env*           ~ lexing     ~ 1  ~ Unexpected symbol: 'env*'. Located at position 1 within expression: env*
          env env        ~ parsing    ~ 5  ~ Unexpected symbol: 'env'. Located at position 5 within expression: env env
          env.1          ~ parsing    ~ 5  ~ Unexpected symbol: '1'. Located at position 5 within expression: env.1
          'a'[0]         ~ parsing    ~ 4  ~ Unexpected symbol: '['. Located at position 4 within expression: 'a'[0]
          (1             ~ parsing    ~ 2  ~ Unexpected end of expression: '1'. Located at position 2 within expression: (1
          1 ==           ~ parsing    ~ 3  ~ Unexpected end of expression: '=='. Located at position 3 within expression: 1 ==
          env.           ~ parsing    ~ 4  ~ Unexpected end of expression: '.'. Located at position 4 within expression: env.
          )              ~ parsing    ~ 1  ~ Unexpected symbol: ')'. Located at position 1 within expression: )
          format(1,)     ~ parsing    ~ 10 ~ Unexpected symbol: ')'. Located at position 10 within expression: format(1,)
          foo            ~ parsing    ~ 1  ~ Unrecognized named-value: 'foo'. Located at position 1 within expression: foo
          true || foo.x  ~ parsing    ~ 9  ~ Unrecognized named-value: 'foo'. Located at position 9 within expression: true || foo.x
          foo()          ~ parsing    ~ 1  ~ Unrecognized function: 'foo'. Located at position 1 within expression: foo()
          contains(1)    ~ parsing    ~ 1  ~ Too few parameters supplied: 'contains'. Located at position 1 within expression: contains(1)
          always(1)      ~ parsing    ~ 1  ~ Too many parameters supplied: 'always'. Located at position 1 within expression: always(1)
          case(true, 1, true, 2) ~ parsing ~ 1 ~ Even number of parameters supplied, requires an odd number of parameters: 'case'. Located at position 1 within expression: case(true, 1, true, 2)
          format('{0')   ~ parsing    ~ 1  ~ Invalid format string: 'format'. Located at position 1 within expression: format('{0')
          format('{1}', 1) ~ parsing  ~ 1  ~ Format string references {1} but only 1 argument(s) provided: 'format'. Located at position 1 within expression: format('{1}', 1)
          format(format('}')) ~ parsing ~ 8 ~ Invalid format string: 'format'. Located at position 8 within expression: format(format('}'))
          format(format('{{')) ~ evaluation ~ 0 ~ The following format string is invalid: {
          format(format('{{2}}'), 1) ~ evaluation ~ 0 ~ The following format string references more arguments than were supplied: {2}
          case(1, 2, 3)  ~ evaluation ~ 0  ~ case predicate must evaluate to a boolean value
          """)
  void saysWhatIsWrongAndWhere(String text, String kind, int position, String message) {
    var request = Json.object().put("expr", text).put("contexts", CONTEXTS).build();
    var error = Json.parseObject(bytes(Eval.line(request.text()))).object("error");
    assertThat(error.string("kind")).contains(kind);
    assertThat(error.string("message")).contains(message);
    assertThat(position(text)).isEqualTo(position);
  }

  private static int position(String text) {
    try {
      Evaluator.evaluate(Expressions.parse(text, onlyGiven()), MapContexts.of(CONTEXTS.members()));
    } catch (ExpressionException e) {
      return e.position();
    }
    throw new AssertionError(text + " is right");
  }

  private static Names onlyGiven() {
    return new Names() {
      @Override
      public boolean hasContext(String name) {
        return CONTEXTS.members().containsKey(name);
      }

      @Override
      public boolean hasFunction(String name) {
        return true;
      }

      @Override
      public boolean hasStatusOfJobs() {
        return false;
      }
    };
  }

  @Test
  void refusesMalformedJsonInFromJson() {
    for (var text :
        new String[] {"", "  ", "{", "[1,]", "1 2", "// c\n1", "'a'", "[".repeat(101)}) {
      assertError("fromJSON(env.x)", Json.object().put("x", text).build(), "evaluation");
    }
    assertThat(Eval.line("{\"expr\":\"fromJSON('{')\"}"))
        .contains("expected close marker for Object (line 1, column 2)");
  }

  @Test
  void computesAnEmptyExpressionToNull() {
    assertThat(Eval.line("{\"expr\":\"  \"}")).isEqualTo("{\"kind\":\"Null\",\"value\":null}");
  }

  @Test
  void answersEveryLineOfEval() {
    assertThat(Eval.line("{\"expr\":\"x.y\",\"contexts\":{\"x\":{\"y\":[1]}}}"))
        .isEqualTo("{\"kind\":\"Array\",\"value\":[1]}");
    assertThat(Eval.line("nonsense")).startsWith("{\"error\":{\"kind\":\"input\"");
    assertThat(Eval.line("{}")).contains("\\\"expr\\\" is missing");
    assertThat(Eval.line("[]")).contains("expected a JSON object");
    assertThat(Eval.line("{\"expr\":\"1\",\"contexts\":[]}"))
        .contains("\\\"contexts\\\" is not an object");
    assertThat(Eval.line("{\"expr\":\"1\",\"options\":{\"skip\":[\"go\"]}}"))
        .isEqualTo("{\"kind\":\"Number\",\"value\":1}");
    assertThat(Eval.line("{\"expr\":\"1\",\"options\":{\"fast\":true}}"))
        .contains("has no \\\"fast\\\"");
  }

  @Test
  void refusesWhatIsTooLongOrTooDeep() {
    assertError("1".repeat(21_001), Json.Obj.EMPTY, "parsing");
    assertError("!".repeat(51) + "1", Json.Obj.EMPTY, "parsing");
    assertError("(".repeat(9_000), Json.Obj.EMPTY, "parsing");
    assertError("env" + ".a".repeat(51), Json.Obj.EMPTY, "parsing");
    assertError("1" + "==1".repeat(51), Json.Obj.EMPTY, "parsing");
    assertError("join(".repeat(51) + "1" + ")".repeat(51), Json.Obj.EMPTY, "parsing");
  }

  @Test
  void takesChainsOfAnyLength() {
    assertValue("1" + " && 1".repeat(4_000), "1");
    assertValue("0" + " || 0 && 1".repeat(2_000), "0");
    assertValue("env" + ".a".repeat(45), "null");
  }

  @Test
  void stopsTextThatDoubles() {
    var text = "'0123456789'";
    for (var i = 0; i < 40; i++) {
      text = "format('{0}{0}', %s)".formatted(text);
    }
    assertError(text, Json.Obj.EMPTY, "evaluation");
    var quoted = "'\"'";
    for (var i = 0; i < 40; i++) {
      quoted = "toJSON(%s)".formatted(quoted);
    }
    assertError(quoted, Json.Obj.EMPTY, "evaluation");
  }

  private static void assertValue(String expression, String value) {
    var result =
        Evaluator.evaluate(Expressions.parse(expression), MapContexts.of(CONTEXTS.members()));
    assertThat(result.text()).as(expression).isEqualTo(value);
  }

  private static void assertError(String expression, Json.Obj env, String kind) {
    var request =
        Json.object()
            .put("expr", expression)
            .put("contexts", Json.object().put("env", env).build())
            .build();
    var answer = Json.parseObject(bytes(Eval.line(request.text())));
    assertThat(Optional.of(answer.object("error")).flatMap(error -> error.string("kind")))
        .as(expression.length() > 80 ? expression.substring(0, 80) : expression)
        .contains(kind);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
