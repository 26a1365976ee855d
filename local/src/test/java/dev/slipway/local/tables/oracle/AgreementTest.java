package dev.slipway.local.tables.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.local.store.Store;
import dev.slipway.local.tables.Tables;
import dev.slipway.local.time.SystemScheduler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// More of it: `-Dslipway.tables.steps=100000 -Dslipway.tables.seed=7`.
class AgreementTest {
  private static final int STEPS = Integer.getInteger("slipway.tables.steps", 4_000);
  private static final long SEED = Long.getLong("slipway.tables.seed", 1);

  @Test
  void agreesWithDynamoDbLocalOnRandomOperations() throws Exception {
    assumeTrue(DynamoDbLocal.isPossible(), "DynamoDB Local has no library for this machine");
    try (var local = DynamoDbLocal.start();
        var store = Store.inMemory();
        var scheduler = new SystemScheduler();
        var tables = new Tables(store, scheduler, "us-east-1", "000000000000")) {
      var theirs = Dynamo.at(local.port());
      var ours = Dynamo.ours(tables);
      for (var table : RandomSteps.tables()) {
        assertThat(theirs.call("CreateTable", table)).isInstanceOf(Answer.Result.class);
        assertThat(ours.call("CreateTable", table)).isInstanceOf(Answer.Result.class);
      }
      assertThat(differences(ours, theirs)).isEmpty();
    }
  }

  private static List<String> differences(Dynamo ours, Dynamo theirs) {
    var found = new ArrayList<String>();
    var steps = new RandomSteps(SEED);
    for (var i = 0;
        i < STEPS && found.size() < Integer.getInteger("slipway.tables.differences", 20);
        i++) {
      var step = steps.next();
      var a = Agreement.comparable(step, ours);
      var b = Agreement.comparable(step, theirs);
      if (Agreement.agree(a, b)) {
        continue;
      }
      if (Departures.isKnown(step, a, b)) {
        Departures.mend(step, ours, theirs);
      } else {
        found.add("%d: %s%n  ours:   %s%n  theirs: %s".formatted(i, step, a, b));
      }
    }
    return found;
  }
}
