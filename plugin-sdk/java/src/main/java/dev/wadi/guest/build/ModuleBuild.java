package dev.wadi.guest.build;

import dev.wadi.guest.processor.PluginProcessor;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.teavm.diagnostics.DefaultProblemTextConsumer;
import org.teavm.diagnostics.Problem;
import org.teavm.model.CallLocation;
import org.teavm.model.TextLocation;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/// Makes a module of the plugin on the class path. Its argument is where to put it.
public final class ModuleBuild {
  // The Java heap has one size; what is beyond it, up to what a host allows, is for batches.
  private static final int HEAP_BYTES = 4 << 20;
  private static final int MEMORY_BYTES = 56 << 20;

  private ModuleBuild() {}

  public static void main(String[] arguments) throws IOException, TeaVMToolException {
    ClassLoader classes = Thread.currentThread().getContextClassLoader();
    File module = new File(arguments[0]).getAbsoluteFile();
    TeaVMTool tool = new TeaVMTool();
    tool.setTargetType(TeaVMTargetType.WEBASSEMBLY_WASI);
    tool.setMainClass(mainClass(classes));
    tool.setClassLoader(classes);
    tool.setTargetDirectory(module.getParentFile());
    tool.setTargetFileName(module.getName());
    tool.setOptimizationLevel(TeaVMOptimizationLevel.FULL);
    tool.setObfuscated(true);
    tool.setMinHeapSize(HEAP_BYTES);
    tool.setMaxHeapSize(MEMORY_BYTES);
    tool.generate();
    List<Problem> problems = tool.getProblemProvider().getSevereProblems();
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          problems.stream().map(ModuleBuild::described).collect(Collectors.joining("\n")));
    }
  }

  private static String mainClass(ClassLoader classes) throws IOException {
    try (InputStream in = classes.getResourceAsStream(PluginProcessor.MAIN_CLASS)) {
      if (in == null) {
        throw new IllegalStateException("there is no class with @WadiPlugin");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String described(Problem problem) {
    DefaultProblemTextConsumer text = new DefaultProblemTextConsumer();
    problem.render(text);
    CallLocation place = problem.getLocation();
    return place == null ? text.getText() : "%s: %s".formatted(place(place), text.getText());
  }

  private static String place(CallLocation place) {
    TextLocation line = place.getSourceLocation();
    return line == null ? place.getMethod().toString() : line.getFileName() + ":" + line.getLine();
  }
}
