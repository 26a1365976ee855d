package dev.slipway.local.events.pattern;

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
          {'a':[{'exists':true}]}                       | {'a':[]}                      | false
          {'a':[{'exists':true}]}                       | {'a':{'b':1}}                 | false
          {'a':[{'exists':false}]}                      | {'a':[]}                      | true
          {'a':[{'exists':false}]}                      | {'a':{'b':1}}                 | true
          {'a':{'b':[{'exists':true}]}}                 | {'a':[{'c':1},{'b':1}]}       | true
          {'a':{'b':[{'exists':false}]}}                | {'a':[{'c':1},{'b':1}]}       | false
          {'a':{'b':[{'exists':false}]}}                | {'a':[]}                      | true
          {'a':{'b':[{'anything-but':['x']},{'exists':false}]}} | {'a':{'c':1}}         | true
          {'a':[null]}                                  | {'a':[]}                      | false
          {'a':[{'anything-but':'x'}]}                  | {'a':null}                    | true
          {'a':[{'anything-but':['x']}]}                | {'a':1}                       | true
          {'a':[{'anything-but':{'prefix':'x'}}]}       | {'a':null}                    | true
          {'a':[{'anything-but':{'wildcard':''}}]}      | {'a':'x'}                     | true
          {'a':[{'anything-but':'x'}]}                  | {'a':{'b':'y'}}               | false
          {'a.b':['x']}                                 | {'a':{'b':'x'}}               | true
          {'a':{'b':['x']}}                             | {'a.b':'x'}                   | true
          {'a.b':{'b':['x']}}                           | {'a':{'b':'x'}}               | false
          {'a':{'b':['x']}}                             | {'a':{'b.b':'x'}}             | false
          {'a':{'b':['x']}}                             | {'a':[[{'b':'x'}]]}           | true
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

  @ParameterizedTest(name = "{0} | {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {'a':42} ; "a" must be an object or an array
          {'a':[]} ; Empty arrays are not allowed
          {'a':[{'EXISTS':true}]} ; Unrecognized match type EXISTS
          {'a':[{'numeric':['>',0,'>',0]}]} ; Bad numeric range operator: >
          {'a':[{'numeric':['>',0,'<']}]} ; Value of < must be numeric
          {'a':[{'numeric':['<',5,'>',0]}]} ; Too many elements in numeric expression
          {'a':[{'equals-ignore-case':['x']}]} ; equals-ignore-case match pattern must be a string
          {'a':[{'prefix':['x']}]} ; prefix match pattern must be a string
          {'a':[{'suffix':1}]} ; suffix match pattern must be a string
          {'a':[{'wildcard':1}]} ; wildcard match pattern must be a string
          {'a':[{'wildcard':'a:**b'}]} ; Consecutive wildcard characters at pos 2
          {'a':[{'wildcard':'*:*:*:*:*:x/*'}]} ; Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character
          {'a':[{'cidr':'1.2.3.4'}]} ; Malformed CIDR, one '/' required
          {'a':[{'cidr':'1.2.3.4/xx'}]} ; Malformed CIDR, mask bits must be an integer
          {'a':[{'cidr':'xx.11.xx/8'}]} ; Nonstandard IP address: xx.11.xx
          {'a':[{'cidr':['x']}]} ; prefix match pattern must be a string
          {'a':[{'anything-but':null}]} ; Value of anything-but must be an array or single string/number value.
          {'a':[{'anything-but':['x',null]}]} ; Inside anything but list, start|null|boolean is not supported.
          {'a':[{'anything-but':{'prefix':1}}]} ; prefix/suffix match pattern must be a string
          {'a':[{'anything-but':{'suffix':[1,'x']}}]} ; prefix/suffix match pattern must be a string
          {'a':[{'anything-but':{'suffix':''}}]} ; Null prefix/suffix not allowed
          {'a':[{'anything-but':{'wildcard':[1]}}]} ; wildcard match pattern must be a string
          {'a':[{'anything-but':{'prefix':{'equals-ignore-case':'x'}}}]} ; Value of anything-but must be an array or single string/number value.
          {'a':[{'anything-but':{'equals-ignore-case':[1]}}]} ; Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.
          """)
  void saysInAwssWordsWhatIsWrong(String pattern, String reason) {
    assertThatThrownBy(() -> EventPattern.of(json(pattern)))
        .hasMessage("Event pattern is not valid. Reason: " + reason);
  }

  @Test
  void aHardWildcardTakesNoTime() {
    assertThat(Wildcard.matches("*a".repeat(60) + "b", "a".repeat(5_000))).isFalse();
  }
}
