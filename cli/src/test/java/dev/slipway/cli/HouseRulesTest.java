package dev.slipway.cli;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URLConnection;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;

/// The rules of the house across modules. They stand here because the command line is the one
/// module that sees all others.
@AnalyzeClasses(packages = "dev.slipway", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
  @ArchTest
  static final ArchRule modulesPointDown =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.slipway..")
          .layer("core")
          .definedBy(
              "dev.slipway.model..",
              "dev.slipway.event..",
              "dev.slipway.ci..",
              "dev.slipway.status..",
              "dev.slipway.access..")
          .layer("git")
          .definedBy("dev.slipway.git..")
          .layer("runner")
          .definedBy("dev.slipway.runner..")
          .layer("functions")
          .definedBy("dev.slipway.functions..")
          .layer("local")
          .definedBy("dev.slipway.local..")
          .layer("cli")
          .definedBy("dev.slipway.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("local")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("functions")
          .mayOnlyBeAccessedByLayers("local", "cli")
          .whereLayer("runner")
          .mayOnlyBeAccessedByLayers("local", "cli")
          .whereLayer("git")
          .mayOnlyBeAccessedByLayers("functions", "runner", "local", "cli");

  @ArchTest
  static final ArchRule onlyTheAdaptersSpeakAws =
      noClasses()
          .that()
          .resideInAPackage("dev.slipway.functions..")
          .and()
          .resideOutsideOfPackage("dev.slipway.functions.aws..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..", "software.amazon.awssdk..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(URLConnection.class);

  @ArchTest
  static final ArchRule nothingElseKnowsTheSdk =
      noClasses().should().dependOnClassesThat().resideInAPackage("software.amazon.awssdk..");

  @ArchTest
  static final ArchRule onlyHandlersKnowLambda =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.slipway.functions.handler..", "dev.slipway.local.lambda..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.amazonaws..");

  @ArchTest
  static final ArchRule onlyHandlersReadTheEnvironment =
      noClasses()
          .that()
          .resideInAnyPackage("dev.slipway.functions..", "dev.slipway.local..", "dev.slipway.git..")
          .and()
          .resideOutsideOfPackage("dev.slipway.functions.handler..")
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class);

  @ArchTest
  static final ArchRule adaptersDoNotKnowTheirHandlers =
      noClasses()
          .that()
          .resideInAPackage("dev.slipway.functions.aws..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.slipway.functions.handler..");

  /// The terminal shows the time of the wall; the local cloud's clock has one source.
  @ArchTest
  static final ArchRule timeComesIn =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.slipway.cli..", "dev.slipway.local.time")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  /// Where the parts of a module are put together, all of them are known.
  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices()
          .matching("dev.slipway.(**)")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(equivalentTo(Main.class), alwaysTrue());

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
}
