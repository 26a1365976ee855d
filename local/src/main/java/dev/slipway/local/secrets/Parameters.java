package dev.slipway.local.secrets;

import dev.slipway.local.store.Store;
import dev.slipway.local.wire.AwsError;
import dev.slipway.local.wire.Input;
import dev.slipway.local.wire.JsonService;
import dev.slipway.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Parameter Store: values by path, with their versions and labels.
public final class Parameters implements JsonService {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.\\-/]{1,1011}");
  private static final List<String> TYPES = List.of("String", "StringList", "SecureString");
  private static final int MOST_LEVELS = 15;
  private static final Map<String, Integer> TIERS =
      Map.of("Standard", 4_096, "Advanced", 8_192, "Intelligent-Tiering", 8_192);

  private final ParameterMap map;
  private final ParameterReads reads;
  private final ParameterLabels labels;
  private final InstantSource clock;

  public Parameters(Store store, InstantSource clock, String region, String account) {
    this.map = new ParameterMap(store);
    this.clock = clock;
    this.reads = new ParameterReads(map, "arn:aws:ssm:%s:%s:parameter".formatted(region, account));
    this.labels = new ParameterLabels(map);
  }

  @Override
  public String targetPrefix() {
    return "AmazonSSM";
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.1";
  }

  /// Gives a parameter a value as a template does; the same value makes no new version.
  public void put(String name, String type, String value) {
    var known = map.find(name);
    if (known.filter(one -> one.latest().value().equals(value)).isEmpty()) {
      var request =
          Json.object()
              .put("Name", name)
              .put("Type", type)
              .put("Value", value)
              .put("Overwrite", true)
              .build();
      var _ = put(new Input(request));
    }
  }

  public String get(String name) {
    return map.require(name).latest().value();
  }

  @Override
  public byte[] call(String operation, byte[] body) {
    var request = Input.of(body);
    var answer =
        switch (operation) {
          case "GetParameter" -> reads.one(request);
          case "GetParameters" -> reads.several(request);
          case "GetParametersByPath" -> reads.below(request);
          case "GetParameterHistory" -> reads.history(request);
          case "DescribeParameters" -> reads.describe(request);
          case "PutParameter" -> put(request);
          case "DeleteParameter" -> {
            map.remove(map.require(request.text("Name")).name());
            yield Json.Obj.EMPTY;
          }
          case "DeleteParameters" -> removeSeveral(request);
          case "LabelParameterVersion" -> labels.label(request);
          case "UnlabelParameterVersion" -> labels.unlabel(request);
          case "AddTagsToResource", "RemoveTagsFromResource" -> labels.tag(request);
          case "ListTagsForResource" -> labels.tags(request);
          default -> throw AwsError.unknownOperation(operation);
        };
    return answer.bytes();
  }

  private Json.Obj put(Input request) {
    var name = checkedName(request.text("Name"));
    var value = request.text("Value");
    var tier = request.maybeText("Tier").orElse("Standard");
    var most = Optional.ofNullable(TIERS.get(tier));
    if (most.isEmpty()) {
      throw ParameterErrors.invalid(
          "tier",
          tier,
          "Member must satisfy enum value set: [Standard, Advanced, Intelligent-Tiering]");
    }
    if (value.isEmpty() || value.getBytes(StandardCharsets.UTF_8).length > most.get()) {
      throw ParameterErrors.invalid(
          value.isEmpty()
              ? "The value must not be empty."
              : "Standard tier parameters support a maximum parameter value of 4096 characters. To"
                  + " create a larger parameter value, upgrade the parameter to use the"
                  + " advanced-parameter tier.");
    }
    request
        .maybeText("AllowedPattern")
        .filter(pattern -> !fits(value, pattern))
        .ifPresent(pattern -> {
          throw new AwsError(
              400,
              "ParameterPatternMismatchException",
              "Parameter value, cannot be validated against allowedPattern: " + pattern);
        });
    return map.change(() -> {
      var known = map.find(name);
      if (known.isPresent() && !request.flag("Overwrite")) {
        throw new AwsError(
            400,
            "ParameterAlreadyExists",
            "The parameter already exists. To overwrite this value, set the overwrite option in the"
                + " request to true.");
      }
      var version = version(request, known, value);
      var tags = new TreeMap<String, String>();
      request.parts("Tags").forEach(tag -> tags.put(tag.text("Key"), tag.text("Value")));
      map.keep(known.orElseGet(() -> new Parameter(name, tier, tags, List.of())).with(version));
      return Json.object().put("Version", version.number()).put("Tier", tier).build();
    });
  }

  private static boolean fits(String value, String pattern) {
    try {
      return value.matches(pattern);
    } catch (java.util.regex.PatternSyntaxException _) {
      throw new AwsError(
          400, "InvalidAllowedPatternException", "The pattern is not valid: " + pattern);
    }
  }

  private static String checkedName(String name) {
    var bare = name.startsWith("/") ? name.substring(1) : name;
    var reserved = bare.toLowerCase(java.util.Locale.ROOT).matches("(aws|ssm).*");
    if (!NAME.matcher(name).matches() || reserved || name.endsWith("/")) {
      throw ParameterErrors.invalid(
          "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). If formed"
              + " as a path, it can consist of sub-paths divided by slash symbol; each sub-path can"
              + " be formed as a mix of letters, numbers and the following 3 symbols .-_");
    }
    if (bare.chars().filter(c -> c == '/').count() >= MOST_LEVELS) {
      throw new AwsError(
          400,
          "HierarchyLevelLimitExceededException",
          "A hierarchy can have a maximum of 15 levels.");
    }
    if (name.indexOf('/') > 0) {
      throw ParameterErrors.invalid(
          "Parameter name must be a fully qualified name: it begins with / when it has a path.");
    }
    return name;
  }

  private Parameter.Version version(Input request, Optional<Parameter> known, String value) {
    var before = known.map(Parameter::latest);
    var type =
        request
            .maybeText("Type")
            .or(() -> before.map(Parameter.Version::type))
            .orElseThrow(() ->
                ParameterErrors.invalid(
                    "A parameter type is required when you create a parameter."));
    if (!TYPES.contains(type)) {
      throw ParameterErrors.invalid(
          "type", type, "Member must satisfy enum value set: [SecureString, StringList, String]");
    }
    return new Parameter.Version(
        before.map(one -> one.number() + 1).orElse(1),
        value,
        type,
        request.maybeText("DataType").orElse("text"),
        request.maybeText("Description"),
        request.maybeText("AllowedPattern"),
        request
            .maybeText("KeyId")
            .or(() -> Optional.of("alias/aws/ssm"))
            .filter(_ -> type.equals("SecureString")),
        clock.millis() / 1000.0,
        List.of());
  }

  private Json.Obj removeSeveral(Input request) {
    var gone = new ArrayList<String>();
    var missing = new ArrayList<String>();
    for (var name : request.texts("Names")) {
      if (map.find(name).isPresent()) {
        map.remove(name);
        gone.add(name);
      } else {
        missing.add(name);
      }
    }
    return Json.object()
        .put("DeletedParameters", Json.strings(gone))
        .put("InvalidParameters", Json.strings(missing))
        .build();
  }
}
