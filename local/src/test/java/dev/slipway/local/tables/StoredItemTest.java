package dev.slipway.local.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.tables.value.ItemCodec;
import dev.slipway.local.tables.value.JsonBytes;
import dev.slipway.local.tables.value.Sizes;
import dev.slipway.local.tables.value.StoredItem;
import dev.slipway.local.tables.value.ValueJson;
import dev.slipway.local.tables.value.ValueReader;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read from stored bytes is what their tree says.
class StoredItemTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'a':{'S':''}}",
        "{'a':{'S':'quote \\\\\" backslash \\\\\\\\ slash / tab \\\\t feed \\\\f bell \\\\u0007 nul \\\\u0000'}}",
        "{'ключ':{'S':'köln 東京 \\\\ud83d\\\\ude80'}}",
        "{'a':{'N':'0'},'b':{'N':'-0.00'},'c':{'N':'1200'},'d':{'N':'-1200.50'},'e':{'N':'0.05'}}",
        "{'a':{'N':'12345678901234567890123456789012345678'},'b':{'N':'-1E-130'}}",
        "{'a':{'N':'9.9999999999999999999999999999999999999E+125'},'b':{'N':'1E-7'}}",
        "{'a':{'B':''},'b':{'B':'AP8='},'c':{'BOOL':true},'d':{'BOOL':false},'e':{'NULL':true}}",
        "{'a':{'SS':['x','y \\\\\" z']},'b':{'NS':['1','-2.50','1E+3']},'c':{'BS':['AA==','AQI=']}}",
        "{'a':{'L':[]},'b':{'M':{}},'c':{'L':[{'M':{'d':{'L':[{'N':'7'},{'S':'e'}]}}},{'NULL':true}]}}"
      })
  void isWrittenAndMeasuredAsItsTree(String json) {
    var text = json.replace('\'', '"').replace("\\\\", "\\");
    var item = ValueReader.item(Json.parseObject(text.getBytes(StandardCharsets.UTF_8)));
    var stored = new StoredItem(ItemCodec.encode(item));
    var written = new JsonBytes();
    stored.write(written);
    assertThat(new String(written.toArray(), StandardCharsets.UTF_8))
        .isEqualTo(ValueJson.write(item).text());
    assertThat(stored.size()).isEqualTo(Sizes.of(item));
    assertThat(stored.item()).isEqualTo(item);
  }
}
