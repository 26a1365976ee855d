package dev.slipway.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionRangeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "20 ; 20.1.2 ; 21.0.0",
        "20.x ; 20.1.2 ; 19.9.9",
        "v20.1 ; 20.1.7 ; 20.2.0",
        "20.1.2 ; 20.1.2 ; 20.1.3",
        "^3.11 ; 3.14.0 ; 4.0.0",
        "^0.2.3 ; 0.2.9 ; 0.3.0",
        "~3.11 ; 3.11.9 ; 3.12.0",
        "~>1.2.3 ; 1.2.9 ; 1.3.0",
        ">=18 <21 ; 20.20.2 ; 21.0.0",
        ">= 18, < 21 ; 18.0.0 ; 17.9.9",
        ">18 ; 19.0.0 ; 18.5.0",
        "<=18 ; 18.5.0 ; 19.0.0",
        "3.9 - 3.11 ; 3.11.4 ; 3.12.0",
        "18 || 20 ; 20.1.0 ; 19.1.0",
        "17 ; 17.0.9+9 ; 21.0.1",
        "1.22 ; 1.22.3 ; 1.23.0"
      })
  void holdsAndDoesNot(String range, String inside, String outside) {
    assertThat(VersionRange.of(range).has(inside)).isTrue();
    assertThat(VersionRange.of(range).has(outside)).isFalse();
  }

  @Test
  void takesAnyVersionForANameThatMoves() {
    for (var name : new String[] {"lts/*", "lts/iron", "latest", "stable", "*", "x"}) {
      assertThat(VersionRange.of(name).has("1.2.3")).as(name).isTrue();
    }
  }

  @Test
  void saysWhatIsNoVersion() {
    assertThatThrownBy(() -> VersionRange.of("pypy3"))
        .isInstanceOf(StepFailure.class)
        .hasMessage("'pypy3' is no version");
  }
}
