package dev.slipway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.access.RouteTable.Match;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class RouteTableTest {
  @Test
  void findsARouteWithItsParameters() {
    assertThat(RouteTable.find("GET", "/api/v1/runs/12/jobs/test.3/log"))
        .isEqualTo(new Match.Found(Route.GET_LOG, Map.of("run", "12", "job", "test.3")));
  }

  @Test
  void headFindsWhatGetFinds() {
    assertThat(RouteTable.find("HEAD", "/api/v1/health"))
        .isEqualTo(new Match.Found(Route.GET_HEALTH, Map.of()));
  }

  @Test
  void aLastSlashChangesNothing() {
    assertThat(RouteTable.find("GET", "/api/v1/runs/"))
        .isEqualTo(new Match.Found(Route.LIST_RUNS, Map.of()));
  }

  @Test
  void decodesParameters() {
    assertThat(RouteTable.find("GET", "/api/v1/repositories/a%2Bb/c+d"))
        .isEqualTo(new Match.Found(Route.GET_REPOSITORY, Map.of("owner", "a+b", "name", "c+d")));
  }

  @Test
  void knowsTheMethodsOfAPath() {
    assertThat(RouteTable.find("PATCH", "/api/v1/repositories"))
        .isEqualTo(new Match.WrongMethod(List.of("GET", "HEAD", "POST")));
    assertThat(RouteTable.find("GET", "/api/v1/runs/1/cancel"))
        .isEqualTo(new Match.WrongMethod(List.of("POST")));
  }

  @Test
  void knowsNoOtherPath() {
    for (var path :
        List.of(
            "/",
            "",
            "/api/v1",
            "/api/v1/",
            "/api/v2/runs",
            "/api/v1/runs//jobs/x",
            "/api/v1/runs/1/jobs",
            "/api/v1/%zz",
            "/api/v1x/runs",
            "/api/v1/runs/1/jobs/a/log/more")) {
      assertThat(RouteTable.find("GET", path)).as(path).isEqualTo(new Match.UnknownPath());
    }
  }

  @Test
  void onlyHealthNeedsNoPermission() {
    assertThat(Route.values())
        .filteredOn(route -> route.permission() == Permission.NOTHING)
        .containsExactly(Route.GET_HEALTH);
  }

  @Test
  void isTheTableOfTheOpenApiDocument() throws IOException {
    var routes =
        Arrays.stream(Route.values())
            .map(route -> "%s %s %s".formatted(operation(route), route.method(), route.path()))
            .toList();
    assertThat(routes).containsExactlyInAnyOrderElementsOf(documented());
  }

  /// `GET_RUN_COST` → `getRunCost`.
  private static String operation(Route route) {
    var words = route.name().toLowerCase(Locale.ROOT).split("_", -1);
    var name = new StringBuilder(words[0]);
    for (var i = 1; i < words.length; i++) {
      name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return name.toString();
  }

  private static List<String> documented() throws IOException {
    var load = new Load(LoadSettings.builder().build());
    var document =
        (Map<?, ?>) load.loadFromString(Files.readString(Path.of("../docs/openapi.yaml")));
    var operations = new ArrayList<String>();
    ((Map<?, ?>) Objects.requireNonNull(document.get("paths")))
        .forEach((path, item) ->
            ((Map<?, ?>) item)
                .forEach((method, operation) -> {
                  if (operation instanceof Map<?, ?> known && known.containsKey("operationId")) {
                    operations.add(
                        "%s %s %s"
                            .formatted(
                                known.get("operationId"),
                                method.toString().toUpperCase(Locale.ROOT),
                                path));
                  }
                }));
    return operations;
  }
}
