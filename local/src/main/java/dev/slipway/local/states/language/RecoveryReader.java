package dev.slipway.local.states.language;

import dev.slipway.local.states.language.State.Catcher;
import dev.slipway.local.states.language.State.Recovery;
import java.util.List;
import java.util.Set;

/// Reads `Retry` and `Catch`.
final class RecoveryReader {
  private static final long MAX_SECONDS = 31_622_400;
  private static final long MAX_ATTEMPTS = 99_999_999;
  private static final Set<String> CATCH = Set.of("Output", "Assign", "ResultPath");

  private RecoveryReader() {}

  static Recovery read(Fields state, QueryLanguage language) {
    var retriers = state.objects("Retry").stream().map(RecoveryReader::retrier).toList();
    var catchers =
        state.objects("Catch").stream().map(catcher -> catcher(catcher, language)).toList();
    return new Recovery(retriers, catchers);
  }

  private static Retrier retrier(Fields retrier) {
    retrier.ignore("Comment");
    var errors = errors(retrier);
    var interval = retrier.whole("IntervalSeconds", 1, MAX_SECONDS).orElse(1L);
    var attempts = retrier.whole("MaxAttempts", 0, MAX_ATTEMPTS).orElse(3L);
    var backoff = retrier.number("BackoffRate").orElse(2.0);
    if (backoff < 1) {
      retrier.problem("Minimum value is 1.0", "BackoffRate");
    }
    var maxDelay = retrier.whole("MaxDelaySeconds", 1, MAX_SECONDS);
    if (maxDelay.isPresent() && maxDelay.get() <= interval) {
      retrier.problem(
          "'MaxDelaySeconds' must be greater than 'IntervalSeconds'", "MaxDelaySeconds");
    }
    var jitter =
        switch (retrier.string("JitterStrategy").orElse("NONE")) {
          case "FULL" -> Retrier.Jitter.FULL;
          case "NONE" -> Retrier.Jitter.NONE;
          case String _ -> {
            retrier.problem("Value is not one of [FULL, NONE]", "JitterStrategy");
            yield Retrier.Jitter.NONE;
          }
        };
    retrier.refuseOthers();
    return new Retrier(errors, interval, attempts, backoff, maxDelay, jitter);
  }

  private static Catcher catcher(Fields catcher, QueryLanguage language) {
    catcher.ignore("Comment");
    catcher.require("Next");
    var errors = errors(catcher);
    var next = catcher.string("Next").orElse("");
    var flow = FlowReader.ofPart(catcher, language).flow(CATCH);
    catcher.refuseOthers();
    return new Catcher(errors, next, flow);
  }

  private static List<String> errors(Fields fields) {
    fields.require("ErrorEquals");
    var errors = fields.strings("ErrorEquals");
    if (fields.has("ErrorEquals") && errors.isEmpty()) {
      fields.problem("Minimum length is 1", "ErrorEquals");
    }
    if (errors.contains(Errors.ALL) && errors.size() > 1) {
      fields.problem("'States.ALL' must stand alone", "ErrorEquals");
    }
    return errors;
  }
}
