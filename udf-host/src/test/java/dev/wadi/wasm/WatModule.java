package dev.wadi.wasm;

import static dev.wadi.wasm.Wat.bytes;
import static dev.wadi.wasm.Wat.code;
import static dev.wadi.wasm.Wat.unsigned;
import static dev.wadi.wasm.WatNode.atom;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wadi.wasm.WatFunction.Cursor;
import dev.wadi.wasm.WatNode.Group;
import dev.wadi.wasm.WatNode.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Assembles a module from the text format, as much of it as the tests need: everything that core
/// modules have, folded or flat. `(@custom "name" "bytes")` is a custom section at the end;
/// `(@section ID "bytes")` replaces a whole section, whatever it should hold. Nothing is validated:
/// wrong modules are what this is for.
public final class WatModule {
  private static final byte[] HEADER = bytes(0, 'a', 's', 'm', 1, 0, 0, 0);
  private static final int DATA_COUNT = 12;

  // In the order in which sections follow each other.
  private static final int[] SECTIONS = {1, 2, 3, 4, 5, 13, 6, 7, 8, 9, DATA_COUNT, 10, 11};

  final WatNames functions = new WatNames("function");
  final WatNames tables = new WatNames("table");
  final WatNames memories = new WatNames("memory");
  final WatNames globals = new WatNames("global");
  final WatNames tags = new WatNames("tag");
  final WatNames elements = new WatNames("element segment");
  final WatNames datas = new WatNames("data segment");
  private final WatNames types = new WatNames("type");

  private final Map<Integer, List<byte[]>> entries = new TreeMap<>();
  private final Map<Integer, byte[]> raw = new TreeMap<>();
  private final List<byte[]> customs = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();

  private WatModule() {}

  /// @param includes from a name to the text of that file
  public static byte[] assemble(String source, UnaryOperator<String> includes) {
    List<WatNode> nodes = WatReader.read(source, includes);
    if (nodes.size() != 1 || !WatNode.is(nodes.getFirst(), "module")) {
      throw new IllegalArgumentException("expected one module");
    }
    WatModule module = new WatModule();
    ((Group) nodes.getFirst()).rest().forEach(field -> module.field((Group) field));
    module.later.forEach(Runnable::run);
    return module.binary();
  }

  private void field(Group field) {
    Cursor in = new Cursor(field.rest());
    switch (field.head()) {
      case "type" -> {
        types.add(in.name());
        entry(1, functionType(new Cursor(((Group) in.next()).rest()), new WatNames("")));
      }
      case "import" -> importField(in);
      case "func" -> function(in);
      case "table" -> {
        exports(in, 1, tables.add(in.name()));
        byte[] limits = limits(in);
        entry(4, code(bytes(valueType(in.word())), limits));
      }
      case "memory" -> {
        exports(in, 2, memories.add(in.name()));
        entry(5, limits(in));
      }
      case "tag" -> {
        tags.add(in.name());
        entry(13, code(bytes(0), unsigned(signature(in, new WatNames("")))));
      }
      case "global" -> global(in);
      case "export" -> later.add(() -> export(in));
      case "start" -> later.add(() -> raw.put(8, unsigned(functions.find(in.word()))));
      case "elem" -> {
        elements.add(in.name());
        later.add(() -> element(in));
      }
      case "data" -> {
        datas.add(in.name());
        later.add(() -> data(in));
      }
      case "@custom" -> customs.add(code(name(in.next()), WatNode.bytes(in.rest())));
      case "@section" -> raw.put(Integer.parseInt(in.word()), WatNode.bytes(in.rest()));
      default -> throw new IllegalArgumentException("unknown field " + field.head());
    }
  }

  private void entry(int section, byte[] content) {
    entries.computeIfAbsent(section, ignored -> new ArrayList<>()).add(content);
  }

  private void importField(Cursor in) {
    byte[] from = code(name(in.next()), name(in.next()));
    Group wanted = (Group) in.next();
    Cursor inner = new Cursor(wanted.rest());
    switch (wanted.head()) {
      case "func" -> {
        functions.add(inner.name());
        entry(2, code(from, bytes(0), unsigned(signature(inner, new WatNames("")))));
      }
      case "memory" -> {
        memories.add(inner.name());
        entry(2, code(from, bytes(2), limits(inner)));
      }
      case "global" -> {
        globals.add(inner.name());
        entry(2, code(from, bytes(3), globalType(inner)));
      }
      default -> throw new IllegalArgumentException("cannot import a " + wanted.head());
    }
  }

  private void function(Cursor in) {
    exports(in, 0, functions.add(in.name()));
    WatNames locals = new WatNames("local");
    entry(3, unsigned(signature(in, locals)));
    List<byte[]> declared = new ArrayList<>();
    for (Group group : in.groups("local")) {
      declare(new Cursor(group.rest()), locals, declared);
    }
    List<WatNode> body = in.rest();
    later.add(() -> {
      byte[] groups = code(declared.toArray(byte[][]::new));
      byte[] all =
          code(unsigned(declared.size()), groups, WatFunction.assemble(this, locals, body));
      entry(10, code(unsigned(all.length), all));
    });
  }

  // Each type is a group of its own, which the binary format allows.
  private static void declare(Cursor in, WatNames locals, List<byte[]> declared) {
    String name = in.name();
    for (WatNode type : in.rest()) {
      locals.add(name);
      declared.add(bytes(1, valueType(atom(type))));
    }
  }

  private void exports(Cursor in, int kind, int index) {
    for (Group export : in.groups("export")) {
      entry(7, code(name(export.parts().get(1)), bytes(kind), unsigned(index)));
    }
  }

  private void export(Cursor in) {
    byte[] name = name(in.next());
    Group what = (Group) in.next();
    String reference = atom(what.parts().get(1));
    entry(
        7,
        switch (what.head()) {
          case "func" -> code(name, bytes(0), unsigned(functions.find(reference)));
          case "table" -> code(name, bytes(1), unsigned(tables.find(reference)));
          case "memory" -> code(name, bytes(2), unsigned(memories.find(reference)));
          case "global" -> code(name, bytes(3), unsigned(globals.find(reference)));
          default -> throw new IllegalArgumentException("cannot export a " + what.head());
        });
  }

  // A named type, or a new one with these parameters and results.
  private int signature(Cursor in, WatNames locals) {
    if (in.hasNext() && WatNode.is(in.peek(), "type")) {
      return typeUse((Group) in.next());
    }
    entry(1, functionType(in, locals));
    return types.add(null);
  }

  /// The index of `(type $name)`.
  int typeUse(Group use) {
    return types.find(atom(use.parts().get(1)));
  }

  private static byte[] functionType(Cursor in, WatNames locals) {
    List<byte[]> parameters = new ArrayList<>();
    for (Group group : in.groups("param")) {
      Cursor types = new Cursor(group.rest());
      String name = types.name();
      for (WatNode type : types.rest()) {
        locals.add(name);
        parameters.add(bytes(valueType(atom(type))));
      }
    }
    List<byte[]> results = in.results().stream().map(type -> bytes(valueType(type))).toList();
    return code(bytes(0x60), vector(parameters), vector(results));
  }

  private void global(Cursor in) {
    exports(in, 3, globals.add(in.name()));
    byte[] type = globalType(in);
    List<WatNode> value = in.rest();
    later.add(() -> entry(6, code(type, WatFunction.assemble(this, new WatNames(""), value))));
  }

  private static byte[] globalType(Cursor in) {
    WatNode type = in.next();
    return type instanceof Group mutable
        ? bytes(valueType(atom(mutable.parts().get(1))), 1)
        : bytes(valueType(atom(type)), 0);
  }

  private static byte[] limits(Cursor in) {
    byte[] least = unsigned(WatFunction.integer(in.word()));
    String most = in.wordOr("");
    return most.isEmpty()
        ? code(bytes(0), least)
        : code(bytes(1), least, unsigned(WatFunction.integer(most)));
  }

  private void element(Cursor in) {
    boolean active = in.peek() instanceof Group;
    byte[] head =
        active
            ? code(bytes(0), WatFunction.assemble(this, new WatNames(""), List.of(in.next())))
            : bytes(1, 0);
    in.word(); // func
    List<byte[]> indexes =
        in.rest().stream().map(node -> unsigned(functions.find(atom(node)))).toList();
    entry(9, code(head, vector(indexes)));
  }

  private void data(Cursor in) {
    byte[] head =
        in.peek() instanceof Text
            ? bytes(1)
            : code(bytes(0), WatFunction.assemble(this, new WatNames(""), List.of(in.next())));
    byte[] content = WatNode.bytes(in.rest());
    entry(11, code(head, unsigned(content.length), content));
  }

  private byte[] binary() {
    List<byte[]> sections = new ArrayList<>(List.of(HEADER));
    if (entries.containsKey(11)) {
      raw.putIfAbsent(DATA_COUNT, unsigned(entries.get(11).size()));
    }
    for (int id : SECTIONS) {
      if (raw.containsKey(id)) {
        sections.add(section(id, raw.get(id)));
      } else if (entries.containsKey(id)) {
        sections.add(section(id, vector(entries.get(id))));
      }
    }
    customs.forEach(custom -> sections.add(section(0, custom)));
    return code(sections.toArray(byte[][]::new));
  }

  private static byte[] section(int id, byte[] content) {
    return code(bytes(id), unsigned(content.length), content);
  }

  private static byte[] vector(List<byte[]> entries) {
    return code(unsigned(entries.size()), code(entries.toArray(byte[][]::new)));
  }

  private static byte[] name(WatNode node) {
    return Wat.name(new String(WatNode.bytes(List.of(node)), UTF_8));
  }

  /// The code of a type of values or of a table's entries.
  static int valueType(String name) {
    return switch (name) {
      case "i32" -> 0x7F;
      case "i64" -> 0x7E;
      case "f32" -> 0x7D;
      case "f64" -> 0x7C;
      case "funcref" -> 0x70;
      case "externref" -> 0x6F;
      default -> throw new IllegalArgumentException("unknown type " + name);
    };
  }
}
