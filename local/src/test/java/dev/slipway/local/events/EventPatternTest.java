package dev.slipway.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPatternTest {
  private static Json.Obj json(String text) {
    return (Json.Obj) Json.parse(text.replace('\'', '"'));
  }

  @ParameterizedTest(name = "{0} | {1} | {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'a':['x']}                                   | {'a':'x'}                     | true
          {'a':['x','y']}                               | {'a':'y'}                     | true
          {'a':['x']}                                   | {'a':'X'}                     | false
          {'a':['x']}                                   | {'a':['w','x']}               | true
          {'a':[1]}                                     | {'a':1.0}                     | true
          {'a':[true]}                                  | {'a':true}                    | true
          {'a':[null]}                                  | {'a':null}                    | true
          {'a':[null]}                                  | {}                            | false
          {'a':['']}                                    | {'a':''}                      | true
          {'a':{'b':['x']}}                             | {'a':{'b':'x','c':1}}         | true
          {'a':{'b':['x'],'c':[1]}}                     | {'a':[{'b':'x','c':2},{'b':'x','c':1}]} | true
          {'a':{'b':['x'],'c':[1]}}                     | {'a':[{'b':'x'},{'c':1}]}     | false
          {'a':[{'prefix':'ab'}]}                       | {'a':'abc'}                   | true
          {'a':[{'prefix':'AB'}]}                       | {'a':'abc'}                   | false
          {'a':[{'prefix':{'equals-ignore-case':'AB'}}]} | {'a':'abc'}                  | true
          {'a':[{'suffix':'.png'}]}                     | {'a':'x.png'}                 | true
          {'a':[{'suffix':{'equals-ignore-case':'.PNG'}}]} | {'a':'x.png'}              | true
          {'a':[{'equals-ignore-case':'ABC'}]}          | {'a':'abc'}                   | true
          {'a':[{'anything-but':'x'}]}                  | {'a':'y'}                     | true
          {'a':[{'anything-but':'x'}]}                  | {'a':'x'}                     | false
          {'a':[{'anything-but':'x'}]}                  | {}                            | false
          {'a':[{'anything-but':['x','y']}]}            | {'a':'y'}                     | false
          {'a':[{'anything-but':[1,2]}]}                | {'a':3}                       | true
          {'a':[{'anything-but':{'prefix':'in'}}]}      | {'a':'init'}                  | false
          {'a':[{'anything-but':{'prefix':['in','a']}}]} | {'a':'stop'}                 | true
          {'a':[{'anything-but':{'suffix':'.png'}}]}    | {'a':'x.png'}                 | false
          {'a':[{'anything-but':{'equals-ignore-case':['X','Y']}}]} | {'a':'y'}         | false
          {'a':[{'anything-but':{'wildcard':'*/lib/*'}}]} | {'a':'dir/lib/x'}           | false
          {'a':[{'numeric':['>',0,'<=',5]}]}            | {'a':5}                       | true
          {'a':[{'numeric':['>',0,'<=',5]}]}            | {'a':0}                       | false
          {'a':[{'numeric':['=',3.018e2]}]}             | {'a':301.8}                   | true
          {'a':[{'cidr':'10.0.0.0/24'}]}                | {'a':'10.0.0.255'}            | true
          {'a':[{'cidr':'10.0.0.0/24'}]}                | {'a':'10.0.1.0'}              | false
          {'a':[{'cidr':'2001:db8::/32'}]}              | {'a':'2001:db8::1'}           | true
          {'a':[{'exists':true}]}                       | {'a':null}                    | true
          {'a':[{'exists':false}]}                      | {'b':1}                       | true
          {'a':{'b':[{'exists':false}]}}                | {'c':1}                       | true
          {'a':[{'exists':false},'x']}                  | {'a':'x'}                     | true
          {'a':[{'wildcard':'*.e?e'}]}                  | {'a':'x.exe'}                 | false
          {'a':[{'wildcard':'d*/x*.txt'}]}              | {'a':'dir/x1.txt'}            | true
          {'a':[{'wildcard':'a\\\\*b'}]}                | {'a':'a*b'}                   | true
          {'a':[{'wildcard':'a\\\\*b'}]}                | {'a':'axb'}                   | false
          {'$or':[{'a':['x']},{'b':[1]}]}               | {'b':1}                       | true
          {'$or':[{'a':['x']},{'b':[1]}]}               | {'a':'y','b':2}               | false
          {'c':[1],'$or':[{'a':['x']},{'b':[1]}]}       | {'a':'x','c':1}               | true
          """)
  void wantsWhatItsPatternSays(String pattern, String event, boolean expected) {
    assertThat(EventPattern.of(json(pattern)).matches(json(event))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}
          {'a':'x'}
          {'a':[]}
          {'a':{}}
          {'a':[{'like':'x'}]}
          {'a':[{'prefix':1}]}
          {'a':[{'numeric':['>']}]}
          {'a':[{'numeric':['~',1]}]}
          {'a':[{'cidr':'10.0.0.0/99'}]}
          {'a':[{'wildcard':'a**b'}]}
          {'a':[{'anything-but':{'prefix':''},'x':1}]}
          {'a':[[1]]}
          {'$or':[{'a':[1]}]}
          """)
  void refusesWhatIsNoPattern(String pattern) {
    assertThatThrownBy(() -> EventPattern.of(json(pattern)))
        .isInstanceOf(InvalidPatternException.class);
  }

  @Test
  void aHardWildcardTakesNoTime() {
    var stars = "*a".repeat(60);
    assertThat(
            EventPattern.of(json("{'a':[{'wildcard':'" + stars + "b'}]}"))
                .matches(json("{'a':'" + "a".repeat(5_000) + "'}")))
        .isFalse();
  }
}
