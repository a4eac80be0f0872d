package dev.wadi.wasm;

import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts what a module has of everything, before the engine's parser makes objects of it: a module
/// of a few megabytes can be made to fill the heap, or to keep the compiler busy for hours.
///
/// The parser checks everything else; what it would take differently from here is refused here.
final class StructureCheck {
  private static final int HEADER_BYTES = 8;
  private static final int FUNCTION_TYPE = 0x60;
  private static final int FUNCTION_IMPORT = 0;
  private static final int LEAST_NUMBER_TYPE = 0x7C;
  private static final int MOST_NUMBER_TYPE = 0x7F;
  private static final int FUNCTION_REFERENCE = 0x70;
  private static final int HOST_REFERENCE = 0x6F;
  private static final int EXCEPTION_REFERENCE = 0x69;

  // Far more than compilers make, far less than hurts.
  private static final int TYPES_MAX = 2_000;
  private static final int PARAMETERS_MAX = 1_000;
  private static final int IMPORTS_MAX = 1_000;
  private static final int GLOBALS_MAX = 10_000;
  private static final int EXPORTS_MAX = 10_000;
  private static final int SEGMENTS_MAX = 10_000;
  private static final int SMALL_COUNT_MAX = 100;
  private static final int BYTES_PER_ELEMENT = 8;
  // The engine compiles, for each type, a switch over all functions of that type.
  private static final int FUNCTIONS_BY_TYPE_MAX = 100_000;
  private static final String[] IMPORTED = {"function", "table", "memory", "global", "tag"};

  /// @param key equal for equal types
  record Signature(int parameters, int results, String key) {}

  private final PluginLimits limits;
  private final List<Signature> types = new ArrayList<>();
  private final List<Signature> functions = new ArrayList<>();
  private int imported;

  private StructureCheck(PluginLimits limits) {
    this.limits = limits;
  }

  /// @throws WadiException if there is too much of something, or the module is malformed
  static void check(byte[] wasm, PluginLimits limits) {
    if (wasm.length < HEADER_BYTES) {
      throw Refusal.malformed("it ends too early");
    }
    WasmReader reader = new WasmReader(wasm, HEADER_BYTES, wasm.length);
    StructureCheck check = new StructureCheck(limits);
    while (reader.hasNext()) {
      int id = reader.next();
      check.section(id, reader.part(reader.unsigned()));
    }
  }

  private void section(int id, WasmReader in) {
    switch (id) {
      case 0, 8, 12 -> {} // custom, start, count of data segments: no lists
      case 1 -> types(in);
      case 2 -> imports(in);
      case 3 -> functions(in);
      case 4 -> count("tables", in, SMALL_COUNT_MAX);
      case 5 -> count("memories", in, SMALL_COUNT_MAX);
      case 6 -> count("globals", in, GLOBALS_MAX);
      case 7 -> count("exports", in, EXPORTS_MAX);
      case 9 -> elements(in);
      case 10 -> CodeCheck.check(in, types, functions, imported, limits);
      case 11 -> count("data segments", in, SEGMENTS_MAX);
      case 13 -> count("tags", in, SMALL_COUNT_MAX);
      default -> throw Refusal.malformed("it has a section of the unknown kind " + id);
    }
  }

  private static int count(String what, WasmReader in, int allowed) {
    long count = in.unsigned();
    Refusal.checkCount(what, count, allowed);
    return (int) count;
  }

  private void types(WasmReader in) {
    int count = count("types", in, TYPES_MAX);
    for (int i = 0; i < count; i++) {
      int start = in.remaining();
      if (in.next() != FUNCTION_TYPE) {
        throw Refusal.unsupported("garbage-collected types");
      }
      int parameters = values("parameters in a function", in);
      int results = values("results in a function", in);
      types.add(new Signature(parameters, results, in.since(start)));
    }
    in.expectEnd("the types");
  }

  private static int values(String what, WasmReader in) {
    int count = count(what, in, PARAMETERS_MAX);
    for (int i = 0; i < count; i++) {
      checkType(in.next());
    }
    return count;
  }

  /// Refuses what is not a type of values.
  static void checkType(int code) {
    boolean number = code >= LEAST_NUMBER_TYPE && code <= MOST_NUMBER_TYPE;
    if (code == 0x7B) {
      throw Refusal.unsupported("vector instructions (SIMD)");
    }
    if (!number
        && code != FUNCTION_REFERENCE
        && code != HOST_REFERENCE
        && code != EXCEPTION_REFERENCE) {
      throw Refusal.unsupported("garbage-collected types or typed references");
    }
  }

  private void imports(WasmReader in) {
    int count = count("imports", in, IMPORTS_MAX);
    for (int i = 0; i < count; i++) {
      String module = in.name();
      String name = in.name();
      int kind = in.next();
      boolean offered = module.equals(WasiShim.MODULE) || HostImports.offers(module, name);
      if (kind != FUNCTION_IMPORT || !offered) {
        throw notOffered(kind < IMPORTED.length ? IMPORTED[kind] : "something", module, name);
      }
      functions.add(type(in.unsigned()));
    }
    imported = count;
    in.expectEnd("the imports");
  }

  private static WadiException notOffered(String kind, String module, String name) {
    return Refusal.invalid(
            "the module imports %s '%s', which the host does not offer"
                .formatted(kind, GuestText.shown(module + "." + name)))
        .withHint(
            "only functions of %s may be imported, and of %s %s"
                .formatted(WasiShim.MODULE, HostImports.MODULE, HostImports.names()));
  }

  private void functions(WasmReader in) {
    int count = count("functions", in, limits.functions());
    for (int i = 0; i < count; i++) {
      functions.add(type(in.unsigned()));
    }
    in.expectEnd("the functions");
    checkTypesOfFunctions();
  }

  private void checkTypesOfFunctions() {
    Map<String, Integer> sameType = new HashMap<>();
    functions.forEach(function -> sameType.merge(function.key(), 1, Integer::sum));
    long all = types.stream().mapToLong(type -> sameType.getOrDefault(type.key(), 0)).sum();
    Refusal.checkCount(
        "functions, counted for each of their repeated types", all, FUNCTIONS_BY_TYPE_MAX);
  }

  private Signature type(long index) {
    if (index >= types.size()) {
      throw Refusal.malformed("unknown type " + index);
    }
    return types.get((int) index);
  }

  private void elements(WasmReader in) {
    Refusal.checkCount(
        "bytes of element segments",
        in.remaining(),
        (long) BYTES_PER_ELEMENT * limits.tableEntries());
    count("element segments", in, SEGMENTS_MAX);
  }
}
