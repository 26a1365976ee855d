package dev.slipway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.Socket;
import java.net.URLConnection;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// The rules of the house for the domain: what it may see, and in which order its rooms see each
/// other.
@AnalyzeClasses(packages = "dev.slipway", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
  @ArchTest
  static final ArchRule theDomainIsPlainJava =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.slipway..",
              "java..",
              "javax.crypto..",
              "com.fasterxml.jackson.core..",
              "org.snakeyaml.engine..",
              "org.jspecify.annotations")
          .because("it knows no AWS, no Lambda and no HTTP");

  @ArchTest
  static final ArchRule theDomainTouchesNothingOutside =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Files.class, URLConnection.class, Socket.class, ProcessBuilder.class);

  @ArchTest static final ArchRule nounsStandAtTheBottom = sees("model");
  @ArchTest static final ArchRule expressionsSeeNouns = sees("ci.expression", "model");

  @ArchTest
  static final ArchRule workflowsSeeExpressions = sees("ci.workflow", "ci.expression", "model");

  @ArchTest
  static final ArchRule lintSeesWorkflows =
      sees("ci.lint", "ci.workflow", "ci.expression", "model");

  @ArchTest
  static final ArchRule stateMachinesSeePlans =
      sees("ci.statemachine", "ci.plan", "ci.workflow", "ci.expression", "model");

  @ArchTest
  static final ArchRule plansSeeWorkflows =
      sees("ci.plan", "ci.workflow", "ci.expression", "model");

  @ArchTest static final ArchRule jobsSeeNouns = sees("ci.job", "model");

  @ArchTest
  static final ArchRule runsSeePlansAndJobs =
      sees(
          "ci.run", "ci.plan", "ci.job", "ci.concurrency", "ci.workflow", "ci.expression", "model");

  @ArchTest static final ArchRule groupsSeeNouns = sees("ci.concurrency", "model");

  @ArchTest static final ArchRule webhooksSeePlans = sees("ci.webhook", "ci.plan", "model");

  @ArchTest static final ArchRule deliveryKnowsNoOtherPlane = plane("ci", "gitops", "mlops");
  @ArchTest static final ArchRule clustersKnowNoOtherPlane = plane("gitops", "ci", "mlops");
  @ArchTest static final ArchRule modelsKnowNoOtherPlane = plane("mlops", "ci", "gitops");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("dev.slipway.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesSayWhatTheyAreAbout =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..", "..common..", "..helper..", "..manager..", "..service..", "..impl..");

  @ArchTest
  static final ArchRule nullIsAType =
      classes()
          .should(
              be(
                  describe(
                      "in a null-marked package",
                      (JavaClass one) -> one.getPackage().isAnnotatedWith(NullMarked.class))));

  @ArchTest
  static final ArchRule timeComesIn =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(InstantSource.class, "system");

  @ArchTest
  static final ArchRule chanceAndSettingsComeIn =
      noClasses()
          .should()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getenv");

  /// A room sees itself and these rooms, no other.
  private static ArchRule sees(String room, String... below) {
    var allowed =
        Stream.concat(Stream.of(room), Stream.of(below))
            .map(name -> "dev.slipway." + name)
            .toList();
    return noClasses()
        .that()
        .resideInAPackage("dev.slipway." + room)
        .should()
        .dependOnClassesThat(
            describe("are in a room other than " + allowed, one -> isStrange(one, allowed)));
  }

  private static boolean isStrange(JavaClass one, List<String> allowed) {
    var room = one.getPackageName();
    return room.startsWith("dev.slipway") && !allowed.contains(room);
  }

  /// Planes meet in events, commits and digests, and do not know who shows or guards them.
  private static ArchRule plane(String plane, String... others) {
    var strange =
        Stream.concat(Stream.of(others), Stream.of("status", "access"))
            .map(name -> "dev.slipway." + name + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("dev.slipway." + plane + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(strange)
        .allowEmptyShould(true);
  }
}
