package dev.wadi.wasm;

import com.dylibso.chicory.compiler.internal.ByteClassCollector;
import com.dylibso.chicory.compiler.internal.Shaded;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/// Receives the classes that the engine's compiler makes of a module, and weaves our own memory
/// access and fuel into them. The compiler copies a class of operations next to each module's code:
/// we give it {@link GuestOperations} merged over its own. And it polls for interruption at each
/// loop iteration and call: we make that a fuel count of the instance at hand.
///
/// This uses an internal, but public, extension point of the engine; a test notices if it moves.
final class GuestClassCollector extends ByteClassCollector {
  private static final String ORIGINAL = Type.getInternalName(Shaded.class);
  private static final String OURS = Type.getInternalName(GuestOperations.class);
  private static final String MEMORY = Type.getDescriptor(Memory.class);
  private static final int NO_MEMORY = -1;

  private final long deadlineNanos;

  /// @param deadlineNanos on the clock of {@link System#nanoTime}; nothing is taken after it
  GuestClassCollector(long deadlineNanos) {
    this.deadlineNanos = deadlineNanos;
  }

  // The compiler cannot be interrupted, but it comes by here for each class.
  private void checkDeadline() {
    if (System.nanoTime() - deadlineNanos > 0) {
      throw new ChicoryException("it took too long");
    }
  }

  @Override
  public byte[] resolve(Class<?> type) {
    checkDeadline();
    byte[] original = super.resolve(type);
    return type == Shaded.class ? merge(original, super.resolve(GuestOperations.class)) : original;
  }

  @Override
  public void put(String className, byte[] bytes) {
    checkDeadline();
    super.put(className, countFuel(bytes));
  }

  @Override
  public void putMainClass(String className, byte[] bytes) {
    checkDeadline();
    super.putMainClass(className, countFuel(bytes));
  }

  GuestCode code() {
    return new GuestCode(mainClassName(), classBytes());
  }

  private static byte[] merge(byte[] original, byte[] ours) {
    Set<String> replaced =
        Arrays.stream(GuestOperations.class.getDeclaredMethods())
            .map(method -> method.getName() + Type.getMethodDescriptor(method))
            .collect(Collectors.toSet());
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    new ClassReader(original).accept(without(replaced, writer), ClassReader.SKIP_FRAMES);
    new ClassReader(ours)
        .accept(
            new ClassRemapper(
                only(replaced, writer), new SimpleRemapper(Opcodes.ASM9, OURS, ORIGINAL)),
            ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  private static ClassVisitor without(Set<String> methods, ClassWriter target) {
    return new ClassVisitor(Opcodes.ASM9, target) {
      @Override
      public MethodVisitor visitMethod(
          int access, String name, String descriptor, String signature, String[] exceptions) {
        return methods.contains(name + descriptor)
            ? null
            : super.visitMethod(access, name, descriptor, signature, exceptions);
      }
    };
  }

  // Passes on nothing of the class but its methods.
  private static ClassVisitor only(Set<String> methods, ClassWriter target) {
    return new ClassVisitor(Opcodes.ASM9) {
      @Override
      public MethodVisitor visitMethod(
          int access, String name, String descriptor, String signature, String[] exceptions) {
        return methods.contains(name + descriptor)
            ? target.visitMethod(access, name, descriptor, signature, exceptions)
            : null;
      }
    };
  }

  private static byte[] countFuel(byte[] bytes) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String sig, String[] exceptions) {
                MethodVisitor next = super.visitMethod(access, name, descriptor, sig, exceptions);
                int slot = memorySlot(access, descriptor);
                return slot == NO_MEMORY ? next : new FuelWeaver(next, slot);
              }
            },
            0);
    return writer.toByteArray();
  }

  private static int memorySlot(int access, String descriptor) {
    int slot = (access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
    int found = NO_MEMORY;
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      if (parameter.getDescriptor().equals(MEMORY)) {
        found = slot;
      }
      slot += parameter.getSize();
    }
    return found;
  }

  private static final class FuelWeaver extends MethodVisitor {
    private final int memorySlot;

    private FuelWeaver(MethodVisitor next, int memorySlot) {
      super(Opcodes.ASM9, next);
      this.memorySlot = memorySlot;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (name.equals("checkInterruption") && descriptor.equals("()V")) {
        super.visitVarInsn(Opcodes.ALOAD, memorySlot);
        super.visitMethodInsn(opcode, owner, "checkFuel", "(" + MEMORY + ")V", isInterface);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }
  }
}
