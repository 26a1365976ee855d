package dev.slipway.ci.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ci.expression.MapContexts.Status;
import dev.slipway.model.Json;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {
  private static final Map<String, Json> CONTEXTS =
      Map.of("env", Json.object().put("name", "Ann").put("n", 2).put("yes", true).build());

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          plain                        ~ "plain"
          ${{ env.n }}                 ~ 2
          ${{ env.yes }}               ~ true
          a ${{ env.n }}               ~ "a 2"
          ${{ env.name }}${{ env.n }}  ~ "Ann2"
          ${{ '}}' }}                  ~ "}}"
          ${{ 'it''s }}' }}!           ~ "it's }}!"
          $ {{ env.n }}                ~ "$ {{ env.n }}"
          }} x                         ~ "}} x"
          """)
  void putsValuesIntoText(String template, String value) {
    assertThat(Templates.evaluate(template, MapContexts.of(CONTEXTS)).text()).isEqualTo(value);
  }

  @Test
  void refusesAnExpressionThatIsNotClosed() {
    assertThatThrownBy(() -> Templates.parts("a ${{ 'x }}"))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("not closed");
    assertThatThrownBy(() -> Templates.evaluate("${{ }}", MapContexts.of(CONTEXTS)))
        .hasMessageContaining("An expression was expected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          ``                          ~ SUCCESS   ~ true
          ``                          ~ FAILURE   ~ false
          ``                          ~ SKIPPED   ~ false
          ``                          ~ CANCELLED ~ false
          true                        ~ FAILURE   ~ false
          ${{ true }}                 ~ FAILURE   ~ false
          always()                    ~ CANCELLED ~ true
          failure()                   ~ FAILURE   ~ true
          failure()                   ~ SKIPPED   ~ false
          !cancelled()                ~ SKIPPED   ~ true
          cancelled()                 ~ CANCELLED ~ true
          !success()                  ~ SKIPPED   ~ true
          ${{ failure() }} || true    ~ SUCCESS   ~ true
          env.name == 'ann'           ~ SUCCESS   ~ true
          ${{ env.n }} == 3           ~ SUCCESS   ~ true
          env.name == 'x' || always() ~ FAILURE   ~ true
          !${{ true }}                ~ SUCCESS   ~ true
          ${{ env.n == 3 }}           ~ SUCCESS   ~ false
          """)
  void decidesConditions(String condition, Status status, boolean holds) {
    assertThat(
            Templates.condition(
                Optional.of(condition).filter(text -> !text.isEmpty()),
                new MapContexts(CONTEXTS, status)))
        .isEqualTo(holds);
  }
}
