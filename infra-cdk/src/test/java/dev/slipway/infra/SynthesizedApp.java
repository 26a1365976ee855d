package dev.slipway.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Template;

/// The app synthesized once for all tests, with stand-ins for the built assets: a synth takes many
/// seconds, and the templates must not depend on what was built.
record SynthesizedApp(
    Map<String, String> templates, List<Annotations> annotations, Template stateless) {
  private static final Pattern ASSET_HASH = Pattern.compile("\\b[0-9a-f]{64}\\b");
  private static final SynthesizedApp SHARED = synthesize();

  static SynthesizedApp shared() {
    return SHARED;
  }

  private static SynthesizedApp synthesize() {
    try {
      var folder = Files.createTempDirectory("synth");
      var app = new App(AppProps.builder().outdir(folder.resolve("out").toString()).build());
      var stacks =
          SlipwayApp.define(
              app,
              new Installation(
                  "slipway",
                  file(folder.resolve("functions.jar")),
                  file(folder.resolve("agent-image.zip")),
                  Files.createDirectories(folder.resolve("site"))));
      var assembly = app.synth();
      var templates = new LinkedHashMap<String, String>();
      for (var stack : assembly.getStacks()) {
        var text = Files.readString(Path.of(stack.getTemplateFullPath()));
        templates.put(stack.getStackName(), ASSET_HASH.matcher(text).replaceAll("ASSET-HASH"));
      }
      var annotations =
          List.of(
              Annotations.fromStack(stacks.stateful()), Annotations.fromStack(stacks.stateless()));
      return new SynthesizedApp(
          Map.copyOf(templates), annotations, Template.fromStack(stacks.stateless()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(Path path) throws IOException {
    return Files.writeString(path, "stands in for the built file");
  }
}
