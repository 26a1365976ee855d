package dev.slipway.local.states.task;

import dev.slipway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Rows of text with separators as objects, each value a text.
final class Csv {
  private Csv() {}

  static List<Json> items(String text, Json.Obj config) {
    var rows = rows(text, delimiter(config));
    var given = config.string("CSVHeaderLocation").orElse("FIRST_ROW").equals("GIVEN");
    if (!given && rows.isEmpty()) {
      return List.of();
    }
    var headers =
        given
            ? config.array("CSVHeaders").stream()
                .map(header -> header instanceof Json.Str(var name) ? name : header.text())
                .toList()
            : rows.getFirst();
    var items = new ArrayList<Json>();
    for (var row : rows.subList(given ? 0 : 1, rows.size())) {
      items.add(item(headers, row));
    }
    return items;
  }

  private static char delimiter(Json.Obj config) {
    return switch (config.string("CSVDelimiter").orElse("COMMA")) {
      case "PIPE" -> '|';
      case "SEMICOLON" -> ';';
      case "SPACE" -> ' ';
      case "TAB" -> '\t';
      case String _ -> ',';
    };
  }

  /// Missing values are empty; those that no header names are left out.
  private static Json item(List<String> headers, List<String> row) {
    var members = new LinkedHashMap<String, Json>();
    for (var i = 0; i < headers.size(); i++) {
      members.put(headers.get(i), Json.of(i < row.size() ? row.get(i) : ""));
    }
    return new Json.Obj(members);
  }

  private static List<List<String>> rows(String text, char delimiter) {
    var rows = new ArrayList<List<String>>();
    var row = new ArrayList<String>();
    var value = new StringBuilder();
    var quoted = false;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (quoted) {
        if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          value.append(text.charAt(++i));
        } else if (c == '"') {
          quoted = false;
        } else {
          value.append(c);
        }
      } else if (c == '"' && value.isEmpty()) {
        quoted = true;
      } else if (c == delimiter) {
        row.add(value.toString());
        value.setLength(0);
      } else if (c == '\n') {
        end(rows, row, value);
        row = new ArrayList<>();
      } else if (c != '\r') {
        value.append(c);
      }
    }
    end(rows, row, value);
    return rows;
  }

  /// An empty line is no row.
  private static void end(List<List<String>> rows, List<String> row, StringBuilder value) {
    if (!row.isEmpty() || !value.isEmpty()) {
      row.add(value.toString());
      rows.add(row);
    }
    value.setLength(0);
  }
}
