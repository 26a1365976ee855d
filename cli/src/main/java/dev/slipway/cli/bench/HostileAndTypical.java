package dev.slipway.cli.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Workflow files to measure with: such as people write, and such as nobody should.
final class HostileAndTypical {
  private static final List<String> TOOLS =
      List.of("npm ci", "pip install .", "mvn -B verify", "go build ./...", "cargo build", "make");

  private HostileAndTypical() {}

  /// Files of about eighty lines, no two the same.
  static List<String> typical(int count) {
    var files = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      files.add(head(i) + job("build", i, "") + job("test", i, "build") + last(i));
    }
    return files;
  }

  private static String head(int number) {
    return """
    name: Pipeline %d
    on:
      push:
        branches: [main, 'release/%d.*']
        paths-ignore: ['docs/**']
      pull_request:
      schedule:
        - cron: '%d 4 * * 1'
      workflow_dispatch:
        inputs:
          level: {type: choice, options: [low, high], default: low}
    permissions:
      contents: read
    concurrency:
      group: ${{ github.workflow }}-${{ github.ref }}
      cancel-in-progress: ${{ github.event_name == 'pull_request' }}
    env:
      NUMBER: %d
    jobs:
    """
        .formatted(number, number, number % 60, number);
  }

  private static String job(String name, int number, String needs) {
    var need = needs.isEmpty() ? "" : "    needs: %s\n".formatted(needs);
    return """
      %s:
        name: %s on ${{ matrix.os }}
    %s    runs-on: ${{ matrix.os }}
        timeout-minutes: 20
        strategy:
          fail-fast: false
          matrix:
            os: [ubuntu-latest, windows-latest]
            version: [%d, %d]
            include:
              - {os: ubuntu-latest, version: %d, extra: true}
        outputs:
          digest: ${{ steps.work.outputs.digest }}
        steps:
          - uses: actions/checkout@v4
            with: {fetch-depth: 0}
          - uses: actions/cache@v4
            with:
              path: ~/.cache
              key: ${{ runner.os }}-${{ matrix.version }}-${{ hashFiles('**/*.lock') }}
          - name: Work
            id: work
            env:
              TITLE: ${{ github.event.pull_request.title }}
            run: |
              %s
              echo "digest=$(sha256sum out | cut -d' ' -f1)" >> "$GITHUB_OUTPUT"
          - if: ${{ failure() && matrix.extra }}
            uses: actions/upload-artifact@v4
            with: {name: 'logs-${{ matrix.os }}', path: '*.log'}
    """
        .formatted(
            name, name, need, number, number + 1, number + 1, TOOLS.get(number % TOOLS.size()));
  }

  private static String last(int number) {
    return """
      report:
        needs: [build, test]
        if: always() && needs.build.result == 'success'
        runs-on: ubuntu-latest
        steps:
          - run: echo "%d ${{ needs.test.result }} ${{ needs.build.outputs.digest }}"
    """
        .formatted(number);
  }

  /// Texts of that many characters, by what is wrong with them.
  static Map<String, String> hostile(int size) {
    var head = "on: push\njobs: {a: {runs-on: x, steps: [{run: '";
    var texts = new LinkedHashMap<String, String>();
    texts.put("open brackets", "[".repeat(size));
    texts.put("a long list", "on: [" + "a,".repeat(size / 2));
    texts.put("many keys", keys(size));
    texts.put("one long word", "a".repeat(size));
    texts.put("an open quote", "\"" + "a\n".repeat(size / 2));
    texts.put("an alias bomb", bomb());
    texts.put("many expressions", head + "${{ github.ref }} ".repeat(size / 18) + "'}]}}\n");
    texts.put("a deep expression", head + "${{ " + "(".repeat(size) + " }}'}]}}\n");
    texts.put("an open expression", head + "${{".repeat(size / 3) + "'}]}}\n");
    return texts;
  }

  private static String keys(int size) {
    var keys = new StringBuilder(size);
    for (var i = 0; keys.length() < size; i++) {
      keys.append("key").append(i).append(": value\n");
    }
    return keys.toString();
  }

  private static String bomb() {
    var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (var i = 1; i < 12; i++) {
      var alias = "*a%d".formatted(i - 1);
      text.append(
          "a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(9, alias))));
    }
    return text.toString();
  }
}
