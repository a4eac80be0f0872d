package dev.wadi.wasm;

import dev.wadi.wasm.StructureCheck.Signature;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/// Reads the code of a module before the engine does, and bounds what compiling it will take.
///
/// The engine's compiler, and the JVM's class writer below it, keep all locals and the whole
/// operand stack for each block, and write an instruction for each value that a branch drops. So a
/// function of some kilobytes can take gigabytes and hours to compile, only to turn out too large
/// for a JVM method. This adds all of that up, an effort of one for each such entry, in one pass.
final class CodeCheck {
  // A JVM method has 64 KiB, and is about as large as the WebAssembly that it is made of.
  private static final int FUNCTION_BYTES_MAX = 128 << 10;
  private static final long LOCALS_OF_MODULE_MAX = 2_000_000;
  // Each is an object to the engine; eight megabytes of honest code have about three million.
  private static final long INSTRUCTIONS_OF_MODULE_MAX = 4_000_000;
  private static final long EFFORT_OF_FUNCTION_MAX = 5_000_000;
  private static final long EFFORT_OF_MODULE_MAX = 50_000_000;
  private static final int BRANCHES_COPIED = 64;
  private static final int NO_RESULT = -0x40;

  private final List<Signature> types;
  private final List<Signature> functions;
  private final PluginLimits limits;
  private final Deque<Block> blocks = new ArrayDeque<>();
  private long localsOfModule;
  private long instructionsOfModule;
  private long effortOfModule;
  private long effort;
  private long locals;
  private int height;

  private static final class Block {
    private final int base; // the height of the operand stack below it
    private final int parameters;
    private final int results;
    private final boolean loop;
    private int branches;

    private Block(int base, int parameters, int results, boolean loop) {
      this.base = base;
      this.parameters = parameters;
      this.results = results;
      this.loop = loop;
    }

    // The class writer copies its list of a label's branches each time it has to grow.
    private long effortOfBranch(int height) {
      branches++;
      int kept = loop ? parameters : results;
      return 1 + Math.max(height - base, 0) + kept + branches / BRANCHES_COPIED;
    }
  }

  private CodeCheck(List<Signature> types, List<Signature> functions, PluginLimits limits) {
    this.types = types;
    this.functions = functions;
    this.limits = limits;
  }

  /// @param functions imported ones first
  static void check(
      WasmReader in,
      List<Signature> types,
      List<Signature> functions,
      int imported,
      PluginLimits limits) {
    long count = in.unsigned();
    if (count != functions.size() - imported) {
      throw Refusal.malformed(
          "%d functions have code, expected %d".formatted(count, functions.size() - imported));
    }
    CodeCheck check = new CodeCheck(types, functions, limits);
    for (Signature function : functions.subList(imported, functions.size())) {
      long size = in.unsigned();
      Refusal.checkCount("bytes in a function", size, FUNCTION_BYTES_MAX);
      check.function(function, in.part(size));
    }
    in.expectEnd("the code");
  }

  private void function(Signature signature, WasmReader in) {
    locals = signature.parameters() + declaredLocals(in);
    effort = 0;
    height = 0;
    blocks.clear();
    blocks.push(new Block(0, 0, signature.results(), false));
    while (!blocks.isEmpty()) {
      instruction(in.next(), in);
      instructionsOfModule++;
      Refusal.checkCount("branches times values in a function", effort, EFFORT_OF_FUNCTION_MAX);
    }
    in.expectEnd("a function");
    Refusal.checkCount("instructions", instructionsOfModule, INSTRUCTIONS_OF_MODULE_MAX);
    effortOfModule += effort;
    Refusal.checkCount("branches times values", effortOfModule, EFFORT_OF_MODULE_MAX);
  }

  private long declaredLocals(WasmReader in) {
    long declared = 0;
    long groups = in.unsigned();
    for (long i = 0; i < groups; i++) {
      declared += in.unsigned();
      Refusal.checkCount("locals in a function", declared, limits.functionLocals());
      StructureCheck.checkType(in.next());
    }
    localsOfModule += declared;
    Refusal.checkCount("locals in all functions", localsOfModule, LOCALS_OF_MODULE_MAX);
    return declared;
  }

  private void instruction(int code, WasmReader in) {
    switch (code) {
      case 0x02, 0x03 -> enter(in, code == 0x03);
      case 0x04 -> {
        move(-1);
        enter(in, false);
      }
      case 0x05 -> {
        label();
        height = blocks.getFirst().base + blocks.getFirst().parameters;
      }
      case 0x0B -> leave();
      case 0x0C -> branch(in.unsigned());
      case 0x0D -> {
        move(-1);
        label();
        branch(in.unsigned());
      }
      case 0x0E -> branchTable(in);
      case 0x0F -> effort += height + 1L;
      case 0x10, 0x12 -> call(function(in.unsigned()));
      case 0x11, 0x13 -> {
        move(-1);
        call(type(in.unsigned()));
        in.unsigned(); // table
      }
      case 0x1F -> tryTable(in);
      default -> move(StackEffect.pass(code, in));
    }
  }

  private void move(int change) {
    // Below a branch the stack is whatever is asked of it.
    height = Math.max(height + change, blocks.getFirst().base);
  }

  // The compiler keeps locals and stack at each place that can be jumped to.
  private void label() {
    effort += locals + height + 1;
  }

  private void enter(WasmReader in, boolean loop) {
    label();
    long type = in.signed();
    if (type >= 0) {
      Signature signature = type(type);
      move(-signature.parameters());
      blocks.push(new Block(height, signature.parameters(), signature.results(), loop));
      move(signature.parameters());
      return;
    }
    if (type != NO_RESULT) {
      StructureCheck.checkType((int) type & 0x7F);
    }
    blocks.push(new Block(height, 0, type == NO_RESULT ? 0 : 1, loop));
  }

  private void leave() {
    Block block = blocks.pop();
    height = block.base + block.results;
    label();
  }

  private void branch(long depth) {
    effort += depth + target(depth).effortOfBranch(height);
  }

  private Block target(long depth) {
    if (depth >= blocks.size()) {
      throw Refusal.malformed("unknown label " + depth);
    }
    if (depth == 0) {
      return blocks.getFirst();
    }
    Iterator<Block> outwards = blocks.iterator();
    for (long i = 0; i < depth; i++) {
      outwards.next();
    }
    return outwards.next();
  }

  private void branchTable(WasmReader in) {
    move(-1);
    label();
    long targets = in.unsigned();
    for (long i = 0; i <= targets; i++) {
      branch(in.unsigned());
      Refusal.checkCount("branches times values in a function", effort, EFFORT_OF_FUNCTION_MAX);
    }
  }

  private void tryTable(WasmReader in) {
    enter(in, false);
    long clauses = in.unsigned();
    for (long i = 0; i < clauses; i++) {
      boolean hasTag = in.next() < 2;
      if (hasTag) {
        in.unsigned();
      }
      in.unsigned();
      label();
    }
  }

  private void call(Signature callee) {
    effort += callee.parameters() + callee.results();
    move(-callee.parameters());
    height += callee.results();
  }

  private Signature function(long index) {
    if (index >= functions.size()) {
      throw Refusal.malformed("unknown function " + index);
    }
    return functions.get((int) index);
  }

  private Signature type(long index) {
    if (index >= types.size()) {
      throw Refusal.malformed("unknown type " + index);
    }
    return types.get((int) index);
  }
}
