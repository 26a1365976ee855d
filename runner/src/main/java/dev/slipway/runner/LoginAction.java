package dev.slipway.runner;

import dev.slipway.model.Conclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The built-in `docker/login-action`: by the Docker of this machine, where there is one.
record LoginAction() implements BuiltIn {
  private static final List<String> KNOWN =
      List.of("registry", "username", "password", "ecr", "logout", "scope", "registry-auth");

  @Override
  public Attempt main(Scene scene, Map<String, String> given) {
    var inputs = new BuiltInInputs("docker/login-action", given);
    inputs.warn(KNOWN, scene.log());
    var registry = inputs.text("registry", "docker.io");
    scene.site().book().masker().add(inputs.text("password", ""));
    var docker = Engine.of(scene);
    if (docker.isEmpty()) {
      scene.log().warn("There is no Docker here, so nobody is logged in to " + registry);
      return Attempt.succeeded(Map.of());
    }
    // The password goes by the environment: a list of processes shows arguments.
    var command =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                "printf %s \"$SLIPWAY_PASSWORD\" | \"$@\"",
                "login",
                docker.get().program(),
                "login",
                "--username",
                inputs.require("username"),
                "--password-stdin"));
    if (!registry.equals("docker.io")) {
      command.add(registry);
    }
    var secret = Map.of("SLIPWAY_PASSWORD", inputs.require("password"));
    return Engine.run(scene, command, secret).outcome() == Conclusion.SUCCESS
        ? Attempt.succeeded(Map.of())
        : Attempt.of(Conclusion.FAILURE);
  }
}
