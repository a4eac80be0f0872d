package dev.wadi.guest.processor;

import dev.wadi.guest.ScalarFunction;
import dev.wadi.guest.WadiPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/// Writes the class that has what the host calls beside the class with {@link WadiPlugin}.
@SupportedAnnotationTypes("dev.wadi.guest.WadiPlugin")
public final class PluginProcessor extends AbstractProcessor {
  /// The resource that has the name of the class that is written.
  public static final String MAIN_CLASS = "META-INF/wadi-plugin";

  private static final String CLASS = "WadiExports";
  private static final String SDK = "java 0.1.0";
  private static final String NAME = "[a-z][a-z0-9_-]{0,62}";
  private static final String VERSION = "[!#-\\[\\]-~]{0,100}";

  private boolean written;

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (Element plugin : round.getElementsAnnotatedWith(WadiPlugin.class)) {
      try {
        if (written) {
          throw new WrongSource(plugin, "another class has @WadiPlugin already");
        }
        write((TypeElement) plugin);
        written = true;
      } catch (WrongSource e) {
        processingEnv
            .getMessager()
            .printMessage(Diagnostic.Kind.ERROR, e.getMessage(), e.element());
      }
    }
    return true;
  }

  private void write(TypeElement plugin) {
    checkNames(plugin, plugin.getAnnotation(WadiPlugin.class));
    List<GuestFunction> functions = functions(plugin);
    String home =
        processingEnv.getElementUtils().getPackageOf(plugin).getQualifiedName().toString();
    if (home.isEmpty()) {
      throw new WrongSource(plugin, "a plugin's class must be in a package");
    }
    String source =
        """
        package %1$s;

        import dev.wadi.guest.RejectedException;
        import dev.wadi.guest.runtime.Blocks;
        import dev.wadi.guest.runtime.Column;
        import dev.wadi.guest.runtime.Rejections;
        import dev.wadi.guest.runtime.Report;
        import dev.wadi.guest.runtime.Result;
        import org.teavm.interop.Export;

        final class %2$s {
          private static final String DESCRIPTION = "%3$s";

          private %2$s() {}

          public static void main(String[] arguments) {}

          @Export(name = "wadi_describe")
          static int describe() {
            return Report.text(DESCRIPTION);
          }

          @Export(name = "wadi_alloc")
          static int allocate(int size, int alignment) {
            return Blocks.allocate(size);
          }

          @Export(name = "wadi_free")
          static void free(int address, int size, int alignment) {
            Blocks.free(address, size);
          }

          @Export(name = "wadi_error")
          static int error() {
            return Report.address();
          }

          @Export(name = "wadi_rejected")
          static int rejected() {
            return Rejections.address();
          }
        %4$s}
        """
            .formatted(
                home,
                CLASS,
                description(plugin.getAnnotation(WadiPlugin.class), functions)
                    .replace("\\", "\\\\")
                    .replace("\"", "\\\""),
                functions.stream().map(GuestFunction::code).collect(Collectors.joining()));
    String name = home + "." + CLASS;
    try (Writer code = processingEnv.getFiler().createSourceFile(name, plugin).openWriter();
        Writer main =
            processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", MAIN_CLASS, plugin)
                .openWriter()) {
      code.write(source);
      main.write(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void checkNames(TypeElement element, WadiPlugin plugin) {
    if (!plugin.name().matches(NAME)) {
      throw new WrongSource(
          element,
          "'%s' is no name for a plugin: letters a to z, digits, '_' and '-', beginning with a letter"
              .formatted(plugin.name()));
    }
    if (!plugin.version().matches(VERSION)) {
      throw new WrongSource(element, "'%s' is no version".formatted(plugin.version()));
    }
  }

  private static List<GuestFunction> functions(TypeElement plugin) {
    List<? extends Element> methods =
        plugin.getEnclosedElements().stream()
            .filter(element -> element.getKind() == ElementKind.METHOD)
            .filter(element -> element.getAnnotation(ScalarFunction.class) != null)
            .toList();
    if (methods.isEmpty()) {
      throw new WrongSource(plugin, "no method has @ScalarFunction");
    }
    return IntStream.range(0, methods.size())
        .mapToObj(i -> GuestFunction.of((ExecutableElement) methods.get(i), i))
        .toList();
  }

  private static String description(WadiPlugin plugin, List<GuestFunction> functions) {
    return "{\"abi\":1,\"name\":\"%s\",\"version\":\"%s\",\"sdk\":\"%s\",\"functions\":[%s]}"
        .formatted(
            plugin.name(),
            plugin.version(),
            SDK,
            functions.stream().map(GuestFunction::described).collect(Collectors.joining(",")));
  }
}
