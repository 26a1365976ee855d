package dev.slipway.ci.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Workflows as people write them: some by hand, many made of the parts that come up everywhere.
final class TypicalFiles {
  static final List<String> WRITTEN =
      List.of(
          "node",
          "python",
          "release",
          "services",
          "reusable",
          "caller",
          "dynamic",
          "labels",
          "docker",
          "background",
          "anchors",
          "windows",
          "snapshot");

  private static final List<String> TRIGGERS =
      List.of(
          "on: push\n",
          "on: [push, pull_request]\n",
          "on:\n  push:\n    branches: [main]\n  pull_request:\n",
          "on:\n  push:\n    branches-ignore: ['dependabot/**']\n    tags-ignore: ['*-rc*']\n",
          "on:\n  schedule:\n    - cron: \"15 3 * * 0\"\n  workflow_dispatch:\n",
          "'on':\n  pull_request:\n    types: [opened, synchronize]\n    paths:\n      - '**.%s'\n");

  /// Language, set-up step, commands.
  private static final List<List<String>> LANGUAGES =
      List.of(
          List.of("js", "actions/setup-node@v4", "node-version: 22", "npm ci && npm test"),
          List.of("py", "actions/setup-python@v5", "python-version: '3.12'", "pytest -q"),
          List.of(
              "java",
              "actions/setup-java@v4",
              "{distribution: temurin, java-version: 25}",
              "mvn verify"),
          List.of("go", "actions/setup-go@v5", "go-version-file: go.mod", "go test ./..."),
          List.of("rs", "dtolnay/rust-toolchain@stable", "components: clippy", "cargo test"),
          List.of("cs", "actions/setup-dotnet@v4", "dotnet-version: 9.x", "dotnet test"),
          List.of("rb", "ruby/setup-ruby@v1", "bundler-cache: true", "bundle exec rake"),
          List.of("php", "shivammathur/setup-php@v2", "php-version: '8.3'", "composer test"));

  private static final List<String> JOBS =
      List.of(
          """
          jobs:
            test:
              runs-on: ubuntu-latest
              steps:
                - uses: actions/checkout@v4
                - uses: %2$s
                  with: %3$s
                - run: %4$s
          """,
          """
          permissions:
            contents: read
          concurrency: ${{ github.workflow }}-${{ github.ref }}
          jobs:
            test:
              name: Test on ${{ matrix.os }}
              runs-on: ${{ matrix.os }}
              strategy: {matrix: {os: [ubuntu-latest, windows-latest]}}
              env:
                CI_OS: ${{ matrix.os }}
              steps:
                - uses: actions/checkout@v4
                - name: Set up
                  uses: %2$s
                  with: %3$s
                - uses: actions/cache@v4
                  with:
                    path: ~/.cache
                    key: ${{ runner.os }}-${{ hashFiles('**/*.lock', '**/go.sum') }}
                - run: |
                    %4$s
                    echo "done on $CI_OS"
                - if: failure()
                  uses: actions/upload-artifact@v4
                  with: {name: logs, path: '*.log'}
          """,
          """
          env: {FORCE_COLOR: 1}
          jobs:
            test: &test
              runs-on: ubuntu-latest
              services: {db: {image: 'postgres:17', ports: ['5432:5432'], env: {POSTGRES_PASSWORD: pw}}}
              steps:
                - uses: actions/checkout@v4
                - uses: %2$s
                  with: %3$s
                - id: run
                  run: %4$s | tee out.txt; echo "lines=$(wc -l < out.txt)" >> "$GITHUB_OUTPUT"
              outputs: {lines: '${{ steps.run.outputs.lines }}'}
            report:
              needs: test
              if: ${{ !cancelled() && needs.test.outputs.lines > 0 }}
              runs-on: ubuntu-latest
              steps:
                - run: echo "${{ needs.test.result }} ${{ needs.test.outputs.lines }}"
          """);

  private TypicalFiles() {}

  /// By name; at least 150.
  static Map<String, String> all() {
    var files = new LinkedHashMap<String, String>();
    WRITTEN.forEach(name -> files.put(name + ".yml", written(name)));
    for (var language : LANGUAGES) {
      for (var trigger = 0; trigger < TRIGGERS.size(); trigger++) {
        for (var job = 0; job < JOBS.size(); job++) {
          var source = TRIGGERS.get(trigger) + JOBS.get(job);
          files.put(
              "%s-%d-%d.yml".formatted(language.getFirst(), trigger, job),
              source
                  .replace("%s", language.get(0))
                  .replace("%2$s", language.get(1))
                  .replace("%3$s", setting(language.get(2)))
                  .replace("%4$s", language.get(3)));
        }
      }
    }
    return files;
  }

  private static String setting(String setting) {
    return setting.startsWith("{") ? setting : "{" + setting + "}";
  }

  static String written(String name) {
    try (var in =
        TypicalFiles.class.getResourceAsStream("/workflows/typical/%s.yml".formatted(name))) {
      if (in == null) {
        throw new IllegalStateException("no file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
