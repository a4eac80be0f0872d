package dev.wadi.server.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/// Who may know whom, over the classes of all modules.
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("tests.jar"))
          .importPackages("dev.wadi");

  @Test
  void allModulesAreSeen() {
    for (String module :
        new String[] {"sdk", "engine", "planner", "wasm", "connectors", "server"}) {
      assertThat(
              CLASSES.stream().anyMatch(c -> c.getPackageName().startsWith("dev.wadi." + module)))
          .as(module)
          .isTrue();
    }
  }

  @Test
  void calciteStaysInThePlanner() {
    onlyIn("dev.wadi.planner..", "org.apache.calcite..")
        .because("plans are our own records, so that Calcite ends where planning ends")
        .check(CLASSES);
  }

  @Test
  void hazelcastStaysInOnePackage() {
    onlyIn("dev.wadi.engine.jet..", "com.hazelcast..")
        .because("operators are to be tested, and the runtime to be replaced, without each other")
        .check(CLASSES);
  }

  @Test
  void chicoryStaysInTheWasmHost() {
    onlyIn("dev.wadi.wasm..", "com.dylibso.chicory..")
        .because("it is used through internals of one version, guarded in one place")
        .check(CLASSES);
  }

  @Test
  void kafkaStaysInItsConnector() {
    onlyIn("dev.wadi.connectors.kafka..", "org.apache.kafka..")
        .because("it is used through internals of one version, guarded in one place")
        .check(CLASSES);
  }

  @Test
  void vertxStaysInTheServersInterfaces() {
    noClasses()
        .that()
        .resideInAPackage("dev.wadi..")
        .and()
        .resideOutsideOfPackages(
            "dev.wadi.server.http..",
            "dev.wadi.server.connection..",
            "dev.wadi.server.grpc..",
            "dev.wadi.server.flight..",
            "dev.wadi.server.control..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx..")
        .because("what runs SQL must not know how requests come in")
        .check(CLASSES);
  }

  @Test
  void amazonStaysWithTheCheckpoints() {
    onlyIn("dev.wadi.server.checkpoint..", "software.amazon..")
        .because("a store is files by name, wherever they are")
        .check(CLASSES);
  }

  @Test
  void jlineStaysInTheShell() {
    onlyIn("dev.wadi.server.shell..", "org.jline..")
        .because("how a person types must not matter to what is typed")
        .check(CLASSES);
  }

  @Test
  void prometheusStaysInTheMetrics() {
    onlyIn("dev.wadi.server.metrics..", "io.prometheus..")
        .because("who counts must not know who asks")
        .check(CLASSES);
  }

  @Test
  void flightIsSpokenByVertx() {
    noClasses()
        .that()
        .resideInAPackage("dev.wadi..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.grpc..", "org.apache.arrow.flight..")
        .because("one library for the network, and no copy of each batch on its way there")
        .check(CLASSES);
  }

  @Test
  void jdbcStaysInTheCatalog() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.wadi.server.catalog..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.Connection")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.DriverManager")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("org.sqlite..", "org.postgresql..", "com.zaxxer..")
        .because("another database is to be a change of one package")
        .check(CLASSES);
  }

  @Test
  void theSdkKnowsNobody() {
    noClasses()
        .that()
        .resideInAPackage("dev.wadi.sdk..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.wadi.engine..",
            "dev.wadi.planner..",
            "dev.wadi.wasm..",
            "dev.wadi.connectors..",
            "dev.wadi.server..")
        .because("it is what plugin authors see")
        .check(CLASSES);
  }

  @Test
  void connectorsAndWasmKnowOnlyTheSdk() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.wadi.connectors..", "dev.wadi.wasm..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.wadi.engine..", "dev.wadi.planner..", "dev.wadi.server..")
        .because("a connector must be possible without knowing the engine")
        .check(CLASSES);
  }

  @Test
  void packagesHaveAnOrder() {
    slices()
        .matching("dev.wadi.(**)")
        .should()
        .beFreeOfCycles()
        .because("what depends on each other cannot be understood one after the other")
        .check(CLASSES);
  }

  private static ArchRule onlyIn(String home, String library) {
    return noClasses()
        .that()
        .resideInAPackage("dev.wadi..")
        .and()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
