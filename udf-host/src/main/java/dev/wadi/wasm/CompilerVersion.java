package dev.wadi.wasm;

import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.compiler.internal.Shaded;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.OpcodeImpl;
import com.dylibso.chicory.runtime.TableInstance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/// Names what guest code is made by, and what it is linked against: a hash over the class files of
/// both. A number that people raise would be forgotten once, and code of another version is run
/// without a check.
final class CompilerVersion {
  private static final int HEX_DIGITS = 16;
  private static final List<Class<?>> MAKERS =
      List.of(
          Compiler.class,
          Shaded.class,
          Instance.class,
          Memory.class,
          OpcodeImpl.class,
          TableInstance.class,
          GuestClassCollector.class,
          GuestOperations.class,
          LinearMemory.class);
  // The engine does not let these be referred to.
  private static final List<String> HIDDEN_MAKERS =
      List.of("WasmAnalyzer", "Emitters", "EmitterMap", "ShadedRefs");

  static final String CURRENT = compute();

  private CompilerVersion() {}

  private static String compute() {
    MessageDigest digest = Sha256.digest();
    MAKERS.forEach(maker -> update(digest, maker, maker.getSimpleName()));
    HIDDEN_MAKERS.forEach(maker -> update(digest, Compiler.class, maker));
    return HexFormat.of().formatHex(digest.digest()).substring(0, HEX_DIGITS);
  }

  private static void update(MessageDigest digest, Class<?> neighbour, String name) {
    try (InputStream in = neighbour.getResourceAsStream(name + ".class")) {
      digest.update(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
