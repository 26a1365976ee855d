package dev.slipway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.access.ApiTokens.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApiTokensTest {
  private static final List<String> VALID = List.of("new", "old");

  @Test
  void takesTheCurrentTokenAndTheOneBeforeARotation() {
    assertThat(check(Optional.of("new"))).isEqualTo(Verdict.ALLOWED);
    assertThat(check(Optional.of("old"))).isEqualTo(Verdict.ALLOWED);
  }

  @Test
  void refusesAnyOther() {
    assertThat(check(Optional.of("newer"))).isEqualTo(Verdict.WRONG_TOKEN);
    assertThat(check(Optional.of(""))).isEqualTo(Verdict.WRONG_TOKEN);
    assertThat(check(Optional.empty())).isEqualTo(Verdict.NEEDS_TOKEN);
  }

  @Test
  void anEmptySecretLetsNobodyIn() {
    assertThat(ApiTokens.check(Permission.READ_RUNS, Optional.of(""), List.of("")))
        .isEqualTo(Verdict.WRONG_TOKEN);
  }

  @Test
  void whatNeedsNothingNeedsNoToken() {
    assertThat(ApiTokens.check(Permission.NOTHING, Optional.empty(), List.of()))
        .isEqualTo(Verdict.ALLOWED);
  }

  private static Verdict check(Optional<String> given) {
    return ApiTokens.check(Permission.READ_RUNS, given, VALID);
  }
}
