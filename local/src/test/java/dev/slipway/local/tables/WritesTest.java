package dev.slipway.local.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.local.store.Store;
import dev.slipway.local.time.SteppedScheduler;
import dev.slipway.local.wire.AwsError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What writes show of their items, and how transactions end.
class WritesTest {
  private final SteppedScheduler scheduler = new SteppedScheduler();
  private final Tables tables =
      new Tables(Store.inMemory(), scheduler, "eu-central-1", "111122223333");

  private String call(String operation, String request) {
    var json = request.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new String(tables.call(operation, json), StandardCharsets.UTF_8).replace('"', '\'');
  }

  private AwsError refused(String operation, String request) {
    return catchThrowableOfType(AwsError.class, () -> call(operation, request));
  }

  @BeforeEach
  void table() {
    call(
        "CreateTable",
        "{'TableName':'tab','BillingMode':'PAY_PER_REQUEST',"
            + "'AttributeDefinitions':[{'AttributeName':'k','AttributeType':'S'}],"
            + "'KeySchema':[{'AttributeName':'k','KeyType':'HASH'}]}");
    call(
        "PutItem",
        "{'TableName':'tab','Item':{'k':{'S':'a'},'n':{'N':'1'},'m':{'M':{'x':{'N':'1'},'y':{'N':'2'}}},'l':{'L':[{'S':'p'},{'S':'q'}]},'s':{'SS':['u','v']}}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SET n = n + :one               | UPDATED_NEW | {'n':{'N':'2'}}
          SET n = n + :one               | UPDATED_OLD | {'n':{'N':'1'}}
          SET n = :one - n               | UPDATED_NEW | {'n':{'N':'0'}}
          SET m.x = :one, m.z = :one     | UPDATED_NEW | {'m':{'M':{'x':{'N':'1'},'z':{'N':'1'}}}}
          SET m.x = :one, m.z = :one     | UPDATED_OLD | {'m':{'M':{'x':{'N':'1'}}}}
          SET l[1] = :one                | UPDATED_NEW | {'l':{'L':[{'N':'1'}]}}
          SET l = list_append(:list, l)  | UPDATED_NEW | {'l':{'L':[{'N':'7'},{'S':'p'},{'S':'q'}]}}
          SET o = if_not_exists(n, :one) | UPDATED_NEW | {'o':{'N':'1'}}
          SET o = if_not_exists(p, :one) | UPDATED_NEW | {'o':{'N':'1'}}
          ADD n :one, s :set             | UPDATED_NEW | {'n':{'N':'2'},'s':{'SS':['u','v','w']}}
          DELETE s :set                  | UPDATED_NEW | {'s':{'SS':['u']}}
          REMOVE n                       | UPDATED_OLD | {'n':{'N':'1'}}
          """)
  void showsWhatWasUpdated(String update, String returned, String shown) {
    // Only the values that the expression uses may be there.
    var values = new StringBuilder();
    value(values, update, ":one", "{'N':'1'}");
    value(values, update, ":list", "{'L':[{'N':'7'}]}");
    value(
        values, update, ":set", "{'SS':['v'%s]}".formatted(update.startsWith("ADD") ? ",'w'" : ""));
    var request =
        "{'TableName':'tab','Key':{'k':{'S':'a'}},'UpdateExpression':'%s','ReturnValues':'%s'%s}"
            .formatted(
                update,
                returned,
                values.isEmpty() ? "" : ",'ExpressionAttributeValues':{%s}".formatted(values));
    assertThat(call("UpdateItem", request)).isEqualTo("{'Attributes':%s}".formatted(shown));
  }

  private static void value(StringBuilder values, String update, String name, String value) {
    if (update.contains(name)) {
      values.append(values.isEmpty() ? "" : ",").append("'%s':%s".formatted(name, value));
    }
  }

  @Test
  void showsAllOfAnItemBeforeAndAfter() {
    var update =
        "{'TableName':'tab','Key':{'k':{'S':'b'}},'UpdateExpression':'SET n = :v','ExpressionAttributeValues':{':v':{'N':'%d'}},'ReturnValues':'%s'}";
    assertThat(call("UpdateItem", update.formatted(1, "ALL_OLD"))).isEqualTo("{}");
    assertThat(call("UpdateItem", update.formatted(2, "ALL_OLD")))
        .isEqualTo("{'Attributes':{'k':{'S':'b'},'n':{'N':'1'}}}");
    assertThat(call("UpdateItem", update.formatted(3, "ALL_NEW")))
        .isEqualTo("{'Attributes':{'k':{'S':'b'},'n':{'N':'3'}}}");
    assertThat(call("UpdateItem", update.formatted(4, "NONE"))).isEqualTo("{}");
    assertThat(
            call(
                "DeleteItem", "{'TableName':'tab','Key':{'k':{'S':'b'}},'ReturnValues':'ALL_OLD'}"))
        .isEqualTo("{'Attributes':{'k':{'S':'b'},'n':{'N':'4'}}}");
    assertThat(
            call(
                "DeleteItem", "{'TableName':'tab','Key':{'k':{'S':'b'}},'ReturnValues':'ALL_OLD'}"))
        .isEqualTo("{}");
  }

  @Test
  void keepsNumbersOf38DigitsExact() {
    var digits = "99999999999999999999999999999999999998";
    var update =
        "{'TableName':'tab','Key':{'k':{'S':'c'}},'UpdateExpression':'ADD n :v','ExpressionAttributeValues':{':v':{'N':'%s'}},'ReturnValues':'ALL_NEW'}";
    call("UpdateItem", update.formatted(digits));
    assertThat(call("UpdateItem", update.formatted("1")))
        .contains("99999999999999999999999999999999999999'");
    assertThat(refused("UpdateItem", update.formatted("0.1")).getMessage())
        .isEqualTo("Attempting to store more than 38 significant digits in a Number");
  }

  @Test
  void tellsForEachWriteOfATransactionWhyItWasCancelled() {
    var error =
        refused(
            "TransactWriteItems",
            "{'TransactItems':["
                + "{'Put':{'TableName':'tab','Item':{'k':{'S':'new'}}}},"
                + "{'ConditionCheck':{'TableName':'tab','Key':{'k':{'S':'a'}},'ConditionExpression':'n > :v','ExpressionAttributeValues':{':v':{'N':'5'}},'ReturnValuesOnConditionCheckFailure':'ALL_OLD'}},"
                + "{'Update':{'TableName':'tab','Key':{'k':{'S':'d'}},'UpdateExpression':'SET x.y = :v','ExpressionAttributeValues':{':v':{'N':'5'}}}}]}");
    assertThat(error.code()).isEqualTo("TransactionCanceledException");
    assertThat(error.getMessage())
        .isEqualTo(
            "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ValidationError]");
    assertThat(error.details().text().replace('"', '\''))
        .contains(
            "{'Code':'None'},{'Code':'ConditionalCheckFailed','Message':'The conditional request failed','Item':{'k':{'S':'a'}")
        .contains(
            "{'Code':'ValidationError','Message':'The document path provided in the update expression is invalid for update'}");
    assertThat(call("GetItem", "{'TableName':'tab','Key':{'k':{'S':'new'}}}")).isEqualTo("{}");
  }

  @Test
  void makesATransactionOnceForItsToken() {
    var transaction =
        "{'ClientRequestToken':'token','TransactItems':[{'Update':{'TableName':'tab','Key':{'k':{'S':'a'}},'UpdateExpression':'ADD n :v','ExpressionAttributeValues':{':v':{'N':'%d'}}}}]}";
    call("TransactWriteItems", transaction.formatted(10));
    call("TransactWriteItems", transaction.formatted(10));
    var get = "{'TableName':'tab','Key':{'k':{'S':'a'}},'ProjectionExpression':'n'}";
    assertThat(call("GetItem", get)).isEqualTo("{'Item':{'n':{'N':'11'}}}");
    assertThat(refused("TransactWriteItems", transaction.formatted(20)).code())
        .isEqualTo("IdempotentParameterMismatchException");
    scheduler.advance(Duration.ofMinutes(11));
    call("TransactWriteItems", transaction.formatted(20));
    assertThat(call("GetItem", get)).isEqualTo("{'Item':{'n':{'N':'31'}}}");
  }
}
