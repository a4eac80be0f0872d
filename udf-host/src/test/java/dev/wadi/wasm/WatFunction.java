package dev.wadi.wasm;

import static dev.wadi.wasm.Wat.bytes;
import static dev.wadi.wasm.Wat.signed;
import static dev.wadi.wasm.Wat.unsigned;
import static dev.wadi.wasm.WatNode.atom;

import dev.wadi.wasm.WatNode.Atom;
import dev.wadi.wasm.WatNode.Group;
import dev.wadi.wasm.WatNode.Text;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Assembles the instructions of one function or initializer, flat or folded. `(@code "..")` stands
/// for bytes as they are.
final class WatFunction {
  private static final int END = 0x0B;

  private final WatModule module;
  private final WatNames locals;
  private final List<String> labels = new ArrayList<>();
  private final ByteArrayOutputStream code = new ByteArrayOutputStream();

  private WatFunction(WatModule module, WatNames locals) {
    this.module = module;
    this.locals = locals;
    labels.add("");
  }

  /// The instructions and the end.
  static byte[] assemble(WatModule module, WatNames locals, List<WatNode> nodes) {
    WatFunction function = new WatFunction(module, locals);
    function.sequence(nodes);
    function.code.write(END);
    return function.code.toByteArray();
  }

  private void sequence(List<WatNode> nodes) {
    Cursor cursor = new Cursor(nodes);
    while (cursor.hasNext()) {
      switch (cursor.next()) {
        case Atom(String name) -> flat(name, cursor);
        case Group group -> folded(group);
        case Text ignored -> throw new IllegalArgumentException("a string among instructions");
      }
    }
  }

  private void flat(String name, Cursor cursor) {
    switch (name) {
      case "block", "loop", "if" -> enter(name, cursor);
      case "else" -> code.write(0x05);
      case "end" -> leave();
      default -> instruction(name, cursor);
    }
  }

  private void folded(Group group) {
    Cursor cursor = new Cursor(group.rest());
    switch (group.head()) {
      case "@code" -> code.writeBytes(WatNode.bytes(group.rest()));
      case "block", "loop" -> {
        enter(group.head(), cursor);
        sequence(cursor.rest());
        leave();
      }
      case "if" -> foldedIf(cursor);
      default -> foldedInstruction(group.head(), cursor);
    }
  }

  private void foldedIf(Cursor cursor) {
    List<WatNode> all = cursor.rest();
    Cursor header = new Cursor(all);
    header.name();
    header.results();
    List<WatNode> rest = header.rest();
    List<WatNode> conditions = rest.stream().takeWhile(node -> !WatNode.is(node, "then")).toList();
    sequence(conditions);
    enter("if", new Cursor(all));
    for (WatNode branch : rest.subList(conditions.size(), rest.size())) {
      Group group = (Group) branch;
      if (group.head().equals("else")) {
        code.write(0x05);
      }
      sequence(group.rest());
    }
    leave();
  }

  private void foldedInstruction(String name, Cursor cursor) {
    List<WatNode> operands = new ArrayList<>();
    List<WatNode> immediates = new ArrayList<>();
    for (WatNode node : cursor.rest()) {
      boolean operand = node instanceof Group group && !group.head().equals("type");
      (operand ? operands : immediates).add(node);
    }
    sequence(operands);
    instruction(name, new Cursor(immediates));
  }

  private void enter(String name, Cursor cursor) {
    code.write(name.equals("block") ? 0x02 : name.equals("loop") ? 0x03 : 0x04);
    String label = cursor.name();
    labels.add(label == null ? "" : label);
    if (cursor.hasNext() && WatNode.is(cursor.peek(), "type")) {
      code.writeBytes(signed(module.typeUse((Group) cursor.next())));
      return;
    }
    List<String> results = cursor.results();
    code.write(results.isEmpty() ? 0x40 : WatModule.valueType(results.getFirst()));
  }

  private void leave() {
    labels.removeLast();
    code.write(END);
  }

  private void instruction(String name, Cursor cursor) {
    byte[] plain = WatOpcodes.plain(name);
    if (plain != null) {
      code.writeBytes(plain);
    } else if (WatOpcodes.memory(name) != null) {
      code.writeBytes(coded(WatOpcodes.memory(name), cursor.memoryOperands()));
    } else {
      code.writeBytes(withOperands(name, cursor));
    }
  }

  private byte[] withOperands(String name, Cursor in) {
    return switch (name) {
      case "i32.const" -> Wat.i32Const(integer(in.word()));
      case "i64.const" -> Wat.i64Const(integer(in.word()));
      case "f32.const" -> little(0x43, 4, Float.floatToRawIntBits(Float.parseFloat(in.word())));
      case "f64.const" ->
          little(0x44, 8, Double.doubleToRawLongBits(Double.parseDouble(in.word())));
      case "local.get" -> coded(0x20, locals.find(in.word()));
      case "local.set" -> coded(0x21, locals.find(in.word()));
      case "local.tee" -> coded(0x22, locals.find(in.word()));
      case "global.get" -> coded(0x23, module.globals.find(in.word()));
      case "global.set" -> coded(0x24, module.globals.find(in.word()));
      case "table.get" -> coded(0x25, module.tables.find(in.wordOr("0")));
      case "table.set" -> coded(0x26, module.tables.find(in.wordOr("0")));
      case "br" -> coded(0x0C, label(in.word()));
      case "br_if" -> coded(0x0D, label(in.word()));
      case "br_table" -> branchTable(in);
      case "call" -> coded(0x10, module.functions.find(in.word()));
      case "return_call" -> coded(0x12, module.functions.find(in.word()));
      case "call_indirect" -> coded(0x11, module.typeUse((Group) in.next()), 0);
      case "ref.null" -> bytes(0xD0, in.word().equals("extern") ? 0x6F : 0x70);
      case "ref.func" -> coded(0xD2, module.functions.find(in.word()));
      case "throw" -> coded(0x08, module.tags.find(in.word()));
      case "memory.init" ->
          Wat.code(bytes(0xFC, 8), unsigned(module.datas.find(in.word())), bytes(0));
      case "data.drop" -> Wat.code(bytes(0xFC, 9), unsigned(module.datas.find(in.word())));
      case "table.init" ->
          Wat.code(bytes(0xFC, 12), unsigned(module.elements.find(in.word())), bytes(0));
      case "elem.drop" -> Wat.code(bytes(0xFC, 13), unsigned(module.elements.find(in.word())));
      case "table.copy" -> bytes(0xFC, 14, 0, 0);
      case "table.grow" -> Wat.code(bytes(0xFC, 15), unsigned(module.tables.find(in.wordOr("0"))));
      case "table.size" -> Wat.code(bytes(0xFC, 16), unsigned(module.tables.find(in.wordOr("0"))));
      case "table.fill" -> Wat.code(bytes(0xFC, 17), unsigned(module.tables.find(in.wordOr("0"))));
      default -> throw new IllegalArgumentException("unknown instruction " + name);
    };
  }

  private byte[] branchTable(Cursor in) {
    List<byte[]> targets = new ArrayList<>();
    while (in.hasNext() && in.peek() instanceof Atom(String word) && isIndex(word)) {
      targets.add(unsigned(label(in.word())));
    }
    return Wat.code(
        bytes(0x0E), unsigned(targets.size() - 1L), Wat.code(targets.toArray(byte[][]::new)));
  }

  private static boolean isIndex(String word) {
    return word.startsWith("$") || Character.isDigit(word.charAt(0));
  }

  private int label(String reference) {
    if (!reference.startsWith("$")) {
      return (int) integer(reference);
    }
    int found = labels.lastIndexOf(reference);
    if (found < 0) {
      throw new IllegalArgumentException("no label named " + reference);
    }
    return labels.size() - 1 - found;
  }

  private static byte[] coded(int opcode, long... operands) {
    byte[] all = bytes(opcode);
    for (long operand : operands) {
      all = Wat.code(all, unsigned(operand));
    }
    return all;
  }

  private static byte[] little(int opcode, int width, long bits) {
    byte[] value = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array();
    return Wat.code(bytes(opcode), Arrays.copyOf(value, width));
  }

  /// A number as the text format writes it: decimal or hexadecimal, signed or unsigned.
  static long integer(String text) {
    String digits = text.replace("_", "");
    return digits.startsWith("0x")
        ? Long.parseUnsignedLong(digits.substring(2), 16)
        : Long.parseLong(digits);
  }

  /// Goes through nodes from left to right.
  static final class Cursor {
    private final List<WatNode> nodes;
    private int next;

    Cursor(List<WatNode> nodes) {
      this.nodes = nodes;
    }

    boolean hasNext() {
      return next < nodes.size();
    }

    WatNode peek() {
      return nodes.get(next);
    }

    WatNode next() {
      return nodes.get(next++);
    }

    List<WatNode> rest() {
      List<WatNode> rest = nodes.subList(next, nodes.size());
      next = nodes.size();
      return rest;
    }

    String word() {
      return atom(next());
    }

    String wordOr(String otherwise) {
      return hasNext() && peek() instanceof Atom(String word) && isIndex(word) ? word() : otherwise;
    }

    /// A `$name` if one comes next, or null.
    String name() {
      return hasNext() && peek() instanceof Atom(String word) && word.startsWith("$")
          ? word()
          : null;
    }

    /// The groups of a kind that come next.
    List<Group> groups(String head) {
      List<Group> groups = new ArrayList<>();
      while (hasNext() && WatNode.is(peek(), head)) {
        groups.add((Group) next());
      }
      return groups;
    }

    List<String> results() {
      return groups("result").stream()
          .flatMap(group -> group.rest().stream())
          .map(WatNode::atom)
          .toList();
    }

    /// Alignment, as a power of two, and offset of a load or store.
    long[] memoryOperands() {
      long[] operands = new long[2];
      while (hasNext() && peek() instanceof Atom(String word) && word.contains("=")) {
        long value = integer(word.substring(word.indexOf('=') + 1));
        boolean offset = word.startsWith("offset");
        operands[offset ? 1 : 0] = offset ? value : Long.numberOfTrailingZeros(value);
        next++;
      }
      return operands;
    }
  }
}
