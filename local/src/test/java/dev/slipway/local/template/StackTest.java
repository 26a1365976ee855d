package dev.slipway.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.local.template.Stack.Physical;
import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackTest {
  private final List<String> created = new ArrayList<>();

  private Map<String, String> create(String template) {
    var around =
        new Stack.Surroundings(
            "eu-west-1", "123456789012", Map.of("Mode", "given"), name -> "value of " + name);
    return Stack.create(
        Template.read("demo", (Json.Obj) Json.parse(template)),
        around,
        (stack, id, type, properties) -> {
          created.add(id + " " + properties.text());
          return new Physical("ref-" + id, Map.of("Arn", "arn:" + id));
        });
  }

  private String property(String value) {
    created.clear();
    create(
        "{\"Resources\":{\"A\":{\"Type\":\"T\",\"Properties\":{\"P\":%s}},\"B\":{\"Type\":\"T\"}}}"
            .formatted(value));
    var line = created.stream().filter(text -> text.startsWith("A ")).findFirst().orElseThrow();
    var properties = (Json.Obj) Json.parse(line.substring(2));
    return properties.get("P").map(Json::text).orElse("absent");
  }

  @Test
  void createsAResourceAfterThoseThatItRefersTo() {
    create(
        """
        {"Resources":{
          "First":{"Type":"T","Properties":{"Of":{"Ref":"Last"}}},
          "Middle":{"Type":"T","DependsOn":["Last"]},
          "Last":{"Type":"T"}}}
        """);
    assertThat(created).containsExactly("Last {}", "First {\"Of\":\"ref-Last\"}", "Middle {}");
  }

  @Test
  void resolvesEachIntrinsicFunction() {
    assertThat(property("{\"Fn::GetAtt\":[\"B\",\"Arn\"]}")).isEqualTo("\"arn:B\"");
    assertThat(property("{\"Fn::GetAtt\":\"B.Arn\"}")).isEqualTo("\"arn:B\"");
    assertThat(property("{\"Fn::Join\":[\"-\",[\"a\",{\"Ref\":\"B\"}]]}")).isEqualTo("\"a-ref-B\"");
    assertThat(property("{\"Fn::Sub\":\"${AWS::Region}/${B}/${B.Arn}/${!kept}\"}"))
        .isEqualTo("\"eu-west-1/ref-B/arn:B/${kept}\"");
    assertThat(property("{\"Fn::Sub\":[\"${X}\",{\"X\":{\"Ref\":\"AWS::AccountId\"}}]}"))
        .isEqualTo("\"123456789012\"");
    assertThat(property("{\"Fn::Select\":[\"2\",{\"Fn::Split\":[\"/\",\"http://host\"]}]}"))
        .isEqualTo("\"host\"");
  }

  @Test
  void leavesOutWhatHasNoValue() {
    assertThat(property("{\"Ref\":\"AWS::NoValue\"}")).isEqualTo("absent");
    assertThat(property("[1,{\"Ref\":\"AWS::NoValue\"},2]")).isEqualTo("[1,2]");
  }

  @Test
  void choosesByCondition() {
    var outputs =
        create(
            """
            {"Parameters":{"Mode":{"Type":"String","Default":"x"}},
             "Conditions":{
               "Given":{"Fn::Equals":[{"Ref":"Mode"},"given"]},
               "Not":{"Fn::Not":[{"Condition":"Given"}]},
               "Both":{"Fn::And":[{"Condition":"Given"},{"Condition":"Not"}]},
               "Either":{"Fn::Or":[{"Condition":"Given"},{"Condition":"Not"}]}},
             "Resources":{},
             "Outputs":{
               "A":{"Value":{"Fn::If":["Given","yes","no"]}},
               "B":{"Value":{"Fn::If":["Both","yes","no"]}},
               "C":{"Value":{"Fn::If":["Either","yes","no"]}}}}
            """);
    assertThat(outputs).isEqualTo(Map.of("A", "yes", "B", "no", "C", "yes"));
  }

  @Test
  void looksParametersUp() {
    var outputs =
        create(
            """
            {"Parameters":{"P":{"Type":"AWS::SSM::Parameter::Value<String>","Default":"/a/b"}},
             "Resources":{},"Outputs":{"Out":{"Value":{"Ref":"P"}}}}
            """);
    assertThat(outputs).containsEntry("Out", "value of /a/b");
  }

  @Test
  void namesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> property("{\"Fn::Base64\":\"x\"}"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("Fn::Base64");
    assertThatThrownBy(() -> property("{\"Ref\":\"Nobody\"}")).hasMessageContaining("Nobody");
    assertThatThrownBy(() -> property("{\"Fn::GetAtt\":[\"B\",\"Colour\"]}"))
        .hasMessageContaining("Colour of B");
    assertThatThrownBy(
            () -> create("{\"Parameters\":{\"P\":{\"Type\":\"List<Number>\"}},\"Resources\":{}}"))
        .hasMessageContaining("List<Number>");
  }

  @Test
  void refusesACircle() {
    assertThatThrownBy(() ->
            create(
                """
                {"Resources":{
                  "A":{"Type":"T","Properties":{"P":{"Ref":"B"}}},
                  "B":{"Type":"T","DependsOn":"A"}}}
                """))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("[A, B]");
  }
}
