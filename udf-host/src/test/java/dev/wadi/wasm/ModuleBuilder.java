package dev.wadi.wasm;

import static dev.wadi.wasm.Wat.I32;
import static dev.wadi.wasm.Wat.bytes;
import static dev.wadi.wasm.Wat.code;
import static dev.wadi.wasm.Wat.i32Const;
import static dev.wadi.wasm.Wat.name;
import static dev.wadi.wasm.Wat.unsigned;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Assembles a WebAssembly module for a test: by default a plugin named `test` whose memory has 16
/// pages and whose `wadi_alloc` always gives the second. Tests replace what they are about.
final class ModuleBuilder {
  private static final byte[] HEADER = bytes(0, 'a', 's', 'm', 1, 0, 0, 0);
  private static final int ARENA = 65_536;

  private final List<byte[]> types = new ArrayList<>();
  private final List<byte[]> imports = new ArrayList<>();
  private final List<byte[]> functions = new ArrayList<>();
  private final List<byte[]> exports = new ArrayList<>();
  private final List<byte[]> bodies = new ArrayList<>();
  private final List<byte[]> customs = new ArrayList<>();
  private final List<byte[]> globals = new ArrayList<>();
  private byte[] memory = code(bytes(1), unsigned(16), unsigned(16));
  private byte[] table = {};
  private byte[] data = {};
  private byte[] start = {};

  /// A module with a memory and nothing else.
  static ModuleBuilder bare() {
    return new ModuleBuilder().export("memory", 2, 0);
  }

  /// A plugin without functions.
  static ModuleBuilder plugin() {
    return bare()
        .function("wadi_alloc", bytes(I32, I32), bytes(I32), i32Const(ARENA))
        .function("wadi_free", bytes(I32, I32, I32), bytes(), bytes())
        .description("{\"abi\":1,\"name\":\"test\",\"version\":\"1\"}");
  }

  /// A plugin without functions that gives one block after another, so that batches may grow.
  static ModuleBuilder growing() {
    return bare()
        .memory(16, 256)
        .global(ARENA)
        .function(
            "wadi_alloc",
            bytes(I32, I32),
            bytes(I32),
            Wat.globalGet(0),
            Wat.globalGet(0),
            Wat.localGet(0),
            Wat.I32_ADD,
            i32Const(63),
            Wat.I32_ADD,
            i32Const(-64),
            bytes(0x71), // i32.and
            Wat.globalSet(0))
        .function("wadi_free", bytes(I32, I32, I32), bytes(), bytes())
        .description("{\"abi\":1,\"name\":\"test\"}");
  }

  /// A plugin with the function `f` from one argument to a result of the given types.
  static ModuleBuilder scalar(String argument, String result, String more, byte[]... body) {
    return plugin().describe(argument, result, more).batch(body);
  }

  /// Describes the function `f`.
  ///
  /// @param more further fields of its description, each with a leading comma
  ModuleBuilder describe(String argument, String result, String more) {
    return describeNested("\"" + argument + "\"", "\"" + result + "\"", more);
  }

  /// Describes the function `f` with types in JSON.
  ModuleBuilder describeNested(String argument, String result, String more) {
    return description(
        """
        {"functions":[{"name":"f","export":"f","kind":"scalar",
          "args":[{"name":"x","type":%s}],"returns":{"type":%s}%s}]}
        """
            .formatted(argument, result, more));
  }

  /// The code of the function `f`.
  ModuleBuilder batch(byte[]... body) {
    return function("f", bytes(I32, I32), bytes(I32), body);
  }

  /// To be called before the first function.
  ModuleBuilder imported(String module, String name, byte[] parameters, byte[] results) {
    imports.add(code(name(module), name(name), bytes(0), unsigned(type(parameters, results))));
    return this;
  }

  /// @param export empty for none
  ModuleBuilder function(String export, byte[] parameters, byte[] results, byte[]... body) {
    return function(export, parameters, results, 0, body);
  }

  ModuleBuilder function(
      String export, byte[] parameters, byte[] results, long locals, byte[]... body) {
    if (!export.isEmpty()) {
      export(export, 0, nextFunction());
    }
    functions.add(unsigned(type(parameters, results)));
    byte[] declared = locals == 0 ? bytes(0) : code(bytes(1), unsigned(locals), bytes(I32));
    byte[] all = code(declared, code(body), bytes(0x0B));
    bodies.add(code(unsigned(all.length), all));
    return this;
  }

  /// The index that the next function gets.
  int nextFunction() {
    return imports.size() + functions.size();
  }

  private int type(byte[] parameters, byte[] results) {
    types.add(
        code(
            bytes(0x60),
            unsigned(parameters.length),
            parameters,
            unsigned(results.length),
            results));
    return types.size() - 1;
  }

  ModuleBuilder rawType(int... type) {
    types.add(bytes(type));
    return this;
  }

  ModuleBuilder export(String name, int kind, int index) {
    exports.add(code(name(name), bytes(kind), unsigned(index)));
    return this;
  }

  ModuleBuilder memory(int pages, int maximum) {
    memory = code(bytes(1), unsigned(pages), unsigned(maximum));
    return this;
  }

  ModuleBuilder table(int entries, int maximum) {
    table = code(bytes(1, 0x70, 1), unsigned(entries), unsigned(maximum));
    return this;
  }

  /// A mutable i32 that starts with a value.
  ModuleBuilder global(int value) {
    globals.add(code(bytes(I32, 1), i32Const(value), bytes(0x0B)));
    return this;
  }

  /// Text at an address.
  ModuleBuilder data(int address, byte[] content) {
    data = code(bytes(1, 0), i32Const(address), bytes(0x0B), unsigned(content.length), content);
    return this;
  }

  ModuleBuilder start(int function) {
    start = unsigned(function);
    return this;
  }

  /// Appends to the description, as a linker does.
  ModuleBuilder description(String content) {
    customs.add(content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  byte[] build() {
    return code(
        HEADER,
        vector(1, types),
        vector(2, imports),
        vector(3, functions),
        section(4, table),
        section(5, code(bytes(1), memory)),
        vector(6, globals),
        vector(7, exports),
        section(8, start),
        vector(10, bodies),
        section(11, data),
        customSection());
  }

  private byte[] customSection() {
    return customs.isEmpty()
        ? bytes()
        : section(0, code(name("wadi.plugin.v1"), code(customs.toArray(byte[][]::new))));
  }

  private static byte[] vector(int id, List<byte[]> entries) {
    return entries.isEmpty()
        ? bytes()
        : section(id, code(unsigned(entries.size()), code(entries.toArray(byte[][]::new))));
  }

  private static byte[] section(int id, byte[] content) {
    return content.length == 0 ? content : code(bytes(id), unsigned(content.length), content);
  }
}
