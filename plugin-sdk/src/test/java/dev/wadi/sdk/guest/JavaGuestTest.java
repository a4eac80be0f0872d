package dev.wadi.sdk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the SDK for Java refuses, and where it says so. That it builds the rest is shown by
/// `sample-plugins/build.sh`, where there is Maven.
class JavaGuestTest {
  private static final Path SDK = Path.of("java", "src", "main", "java", "dev", "wadi", "guest");
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  @TempDir static Path processor;

  /// Only what needs no TeaVM.
  @BeforeAll
  static void compileTheProcessor() throws IOException {
    List<Path> sources;
    try (Stream<Path> here = Files.list(SDK);
        Stream<Path> there = Files.list(SDK.resolve("processor"))) {
      sources = Stream.concat(here, there).filter(Files::isRegularFile).toList();
    }
    try (StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, null)) {
      boolean compiled =
          COMPILER
              .getTask(
                  null,
                  files,
                  null,
                  List.of("-d", processor.toString(), "-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          static char f(int x) { return 'c'; }       | 'f' has the type char, which the SDK does not know
          static int f(java.util.Date x) { return 0; } | 'x' has the type java.util.Date, which the SDK
          static int f(String... x) { return 0; }    | 'f' may have any number of arguments: take an array
          static void f(int x) {}                    | 'f' has the type void
          static int f(@Nullable int x) { return 0; } | a int cannot be null; declare it with its class
          int f(int x) { return 0; }                 | 'f' must be static, and not private
          private static int f(int x) { return 0; }  | 'f' must be static, and not private
          static int größe(int x) { return 0; }      | 'größe' is no name that SQL knows
          """)
  void refusesMethods(String method, String message) {
    assertThat(errors(source("p", "1.0", "@ScalarFunction " + method)))
        .singleElement()
        .asString()
        .startsWith("4: ")
        .contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "Units, 1.0, 'Units' is no name for a plugin",
        "u/n, 1.0, 'u/n' is no name for a plugin",
        "units, 1 0, '1 0' is no version"
      })
  void refusesNames(String name, String version, String message) {
    assertThat(errors(source(name, version, "@ScalarFunction static int f(int x) { return x; }")))
        .singleElement()
        .asString()
        .startsWith("3: ")
        .contains(message);
  }

  @Test
  void refusesAPluginWithoutFunctions() {
    assertThat(errors(source("p", "1.0", "static int f(int x) { return x; }")))
        .containsExactly("3: no method has @ScalarFunction");
  }

  @Test
  void refusesAPluginWithoutAPackage() {
    String method = "@ScalarFunction static int f(int x) { return x; }";
    assertThat(errors(source("p", "1.0", method).replace("package plugin;", "")))
        .containsExactly("3: a plugin's class must be in a package");
  }

  @Test
  void aWrongNumberOfClasses() {
    String one = source("p", "1.0", "@ScalarFunction static int f(int x) { return x; }");
    String other = one.substring(one.indexOf("@WadiPlugin")).replace("class P", "class Q");
    assertThat(errors(one + other)).contains("7: another class has @WadiPlugin already");
  }

  private static String source(String name, String version, String method) {
    return """
    package plugin;
    import dev.wadi.guest.*;
    @WadiPlugin(name = "%s", version = "%s") class P {
      %s
    }

    """
        .formatted(name, version, method);
  }

  private static List<String> errors(String source) {
    var found = new DiagnosticCollector<JavaFileObject>();
    var file =
        new SimpleJavaFileObject(URI.create("string:///P.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of(
            "-classpath",
            processor.toString(),
            "-processor",
            "dev.wadi.guest.processor.PluginProcessor",
            "-proc:only",
            "-d",
            processor.toString());
    COMPILER.getTask(new StringWriter(), null, found, options, null, List.of(file)).call();
    return found.getDiagnostics().stream()
        .map(error -> error.getLineNumber() + ": " + error.getMessage(null))
        .toList();
  }
}
