package io.trainmaster;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows between the parts, over the classes of every module. */
class ArchitectureTest {

  private static final int FEWEST_CLASSES = 300;
  private static final String[] CORE = {
    "io.trainmaster.fleet..",
    "io.trainmaster.model..",
    "io.trainmaster.outbox..",
    "io.trainmaster.queue..",
    "io.trainmaster.run..",
    "io.trainmaster.search..",
    "io.trainmaster.plan..",
    "io.trainmaster.placement..",
    "io.trainmaster.schedule..",
    "io.trainmaster.time..",
    "io.trainmaster.track..",
    "io.trainmaster.trigger.."
  };
  private static final String[] JOBS = {"io.trainmaster.job.."};

  private static Path root;
  private static JavaClasses all;

  @BeforeAll
  static void importEveryModule() throws IOException {
    String property = System.getProperty("trainmaster.root", "");
    assumeTrue(!property.isEmpty(), "trainmaster.root names no source tree");
    root = Path.of(property);
    try (Stream<Path> folders = Files.walk(root, 4)) {
      List<Path> compiled =
          folders
              .filter(folder -> folder.endsWith(Path.of("target", "classes")))
              .filter(folder -> Files.isDirectory(folder.resolve("io")))
              .toList();
      all = new ClassFileImporter().importPaths(compiled);
    }
    boolean jobs = Files.isDirectory(root.resolve("jobs/spark/target/classes/io"));
    assumeTrue(
        jobs, "the jobs modules have not been compiled, so there is not the whole to look at");
  }

  @Test
  void everyModuleWasLookedAt() {
    assertThat(all.size()).isGreaterThan(FEWEST_CLASSES);
  }

  @Test
  void coreKnowsNobody() {
    classes()
        .that(resideInAnyPackage(CORE))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(CORE).or(resideInAnyPackage("java..", "org.jspecify..")))
        .check(all);
  }

  @Test
  void coreIsPure() {
    noClasses()
        .that(resideInAnyPackage(CORE))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "java.io..",
                "java.nio.file..",
                "java.net..",
                "java.sql..",
                "java.util.concurrent..",
                "java.util.logging.."))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(all);
  }

  @Test
  void engineAndJobsMeetOnlyOnTheWire() {
    noClasses()
        .that(resideInAnyPackage(JOBS))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.trainmaster..")
                .and(com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage(JOBS))))
        .check(all);
    noClasses()
        .that(resideInAnyPackage("io.trainmaster.."))
        .and()
        .resideOutsideOfPackages(JOBS)
        .should()
        .dependOnClassesThat(resideInAnyPackage(JOBS))
        .check(all);
  }

  @Test
  void whatOperatorsAreWrittenAgainstIsTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage("io.trainmaster.job")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("io.trainmaster.job", "java..", "org.jspecify.."))
        .check(all);
  }

  @Test
  void replaysOfTracesKnowTheCoreAlone() {
    classes()
        .that()
        .resideInAPackage("io.trainmaster.replay..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("io.trainmaster.replay..", "java..", "org.jspecify..")
                .or(resideInAnyPackage(CORE)))
        .check(all);
  }

  @Test
  void nothingPointsAtTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.trainmaster.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.trainmaster.cli..")
        .check(all);
  }

  @Test
  void languageKnowsNothingOfStoresAndProcesses() {
    noClasses()
        .that()
        .resideInAPackage("io.trainmaster.dsl..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.trainmaster.store..",
            "io.trainmaster.worker..",
            "io.trainmaster.runtime..",
            "io.trainmaster.json..")
        .check(all);
  }

  @Test
  void languageServerKnowsTheLanguageAndTheProtocolAlone() {
    classes()
        .that()
        .resideInAPackage("io.trainmaster.lsp..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "io.trainmaster.lsp..",
                "io.trainmaster.dsl..",
                "io.trainmaster.model..",
                "org.eclipse.lsp4j..",
                "java..",
                "org.jspecify.."))
        .check(all);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.trainmaster.lsp..", "io.trainmaster.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.trainmaster.lsp..", "org.eclipse.lsp4j..")
        .check(all);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.trainmaster.(**)").should().beFreeOfCycles().check(all);
  }

  @Test
  void onlyTheCommandLineAndTheWireWriteToStandardStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.trainmaster.cli..",
            "io.trainmaster.submit..",
            "io.trainmaster.job.host..",
            "io.trainmaster.job.spark.carrier..")
        .and()
        .haveSimpleNameNotEndingWith("CatalogueWriter")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(all);
  }

  @Test
  void everyPackageIsDescribedAndNullMarked() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> undescribed =
          files
              .filter(file -> file.toString().contains("src/main/java"))
              .filter(file -> file.toString().endsWith(".java"))
              .map(Path::getParent)
              .distinct()
              .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
              .toList();
      assertThat(undescribed).isEmpty();
    }
  }
}
