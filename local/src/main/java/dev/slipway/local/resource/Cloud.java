package dev.slipway.local.resource;

import dev.slipway.local.builds.Builds;
import dev.slipway.local.events.EventBuses;
import dev.slipway.local.events.Schedules;
import dev.slipway.local.lambda.LambdaFunctions;
import dev.slipway.local.objects.Objects;
import dev.slipway.local.queues.Queues;
import dev.slipway.local.secrets.Parameters;
import dev.slipway.local.secrets.Secrets;
import dev.slipway.local.tables.Tables;
import dev.slipway.local.time.Scheduler;
import java.nio.file.Path;
import java.util.Map;

/// The services in which resources are made.
///
/// @param publicPort where people and forges reach the platform
/// @param functionDefaults variables that each function sees beside its own
/// @param site the built site's files
/// @param front what answers on the public port
public record Cloud(
    Scheduler scheduler,
    Tables tables,
    Queues queues,
    Objects objects,
    LambdaFunctions functions,
    EventBuses events,
    Schedules schedules,
    Secrets secrets,
    Parameters parameters,
    Builds builds,
    String region,
    String account,
    int publicPort,
    Map<String, String> functionDefaults,
    Path site,
    Front front) {
  String arn(String service, String path) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, region, account, path);
  }
}
