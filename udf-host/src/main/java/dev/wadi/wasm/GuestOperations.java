package dev.wadi.wasm;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.OpcodeImpl;
import com.dylibso.chicory.runtime.WasmRuntimeException;

/// The operations that compiled guest code calls for memory, tables and polling, in place of the
/// engine's own of the same name and parameters: {@link GuestClassCollector} weaves them in. Each
/// casts to the one memory class there is, so that the JIT sees straight-line code.
///
/// Only public classes may be used here: the code runs in a class loader of its own. No lambdas and
/// no string concatenation: the code is copied into a class of an older version.
final class GuestOperations {
  private GuestOperations() {}

  private static long address(int base, int offset) {
    return (base & 0xFFFF_FFFFL) + (offset & 0xFFFF_FFFFL);
  }

  /// Called in place of the engine's interruption check, see {@link GuestClassCollector}.
  public static void checkFuel(Memory memory) {
    ((LinearMemory) memory).burn();
  }

  public static byte memoryReadByte(int base, int offset, Memory memory) {
    return ((LinearMemory) memory).loadByte(address(base, offset));
  }

  public static short memoryReadShort(int base, int offset, Memory memory) {
    return ((LinearMemory) memory).loadShort(address(base, offset));
  }

  public static int memoryReadInt(int base, int offset, Memory memory) {
    return ((LinearMemory) memory).loadInt(address(base, offset));
  }

  public static long memoryReadLong(int base, int offset, Memory memory) {
    return ((LinearMemory) memory).loadLong(address(base, offset));
  }

  public static float memoryReadFloat(int base, int offset, Memory memory) {
    return Float.intBitsToFloat(((LinearMemory) memory).loadInt(address(base, offset)));
  }

  public static double memoryReadDouble(int base, int offset, Memory memory) {
    return Double.longBitsToDouble(((LinearMemory) memory).loadLong(address(base, offset)));
  }

  public static void memoryWriteByte(int base, byte value, int offset, Memory memory) {
    ((LinearMemory) memory).storeByte(address(base, offset), value);
  }

  public static void memoryWriteShort(int base, short value, int offset, Memory memory) {
    ((LinearMemory) memory).storeShort(address(base, offset), value);
  }

  public static void memoryWriteInt(int base, int value, int offset, Memory memory) {
    ((LinearMemory) memory).storeInt(address(base, offset), value);
  }

  public static void memoryWriteLong(int base, long value, int offset, Memory memory) {
    ((LinearMemory) memory).storeLong(address(base, offset), value);
  }

  public static void memoryWriteFloat(int base, float value, int offset, Memory memory) {
    ((LinearMemory) memory).storeInt(address(base, offset), Float.floatToRawIntBits(value));
  }

  public static void memoryWriteDouble(int base, double value, int offset, Memory memory) {
    ((LinearMemory) memory).storeLong(address(base, offset), Double.doubleToRawLongBits(value));
  }

  public static void memoryCopy(int destination, int offset, int size, Memory memory) {
    ((LinearMemory) memory).burnBytes(size);
    memory.copy(destination, offset, size);
  }

  public static void memoryFill(int offset, byte value, int size, Memory memory) {
    LinearMemory linear = (LinearMemory) memory;
    linear.burnBytes(size);
    linear.fillBytes(offset & 0xFFFF_FFFFL, size & 0xFFFF_FFFFL, value);
  }

  public static void memoryInit(
      int destination, int offset, int size, int segmentId, Memory memory) {
    ((LinearMemory) memory).burnBytes(size);
    memory.initPassiveSegment(segmentId, destination, offset, size);
  }

  /// In place of one that empties the segment for all instances of the module.
  public static void dataDrop(int segment, Instance instance) {
    instance.memory().drop(segment);
  }

  private static void requireEntries(int start, int count, int tableIndex, Instance instance) {
    long end = (start & 0xFFFF_FFFFL) + (count & 0xFFFF_FFFFL);
    if (end > instance.table(tableIndex).size()) {
      throw new WasmRuntimeException("out of bounds table access");
    }
  }

  public static void tableFill(int offset, int value, int size, int tableIndex, Instance instance) {
    requireEntries(offset, size, tableIndex, instance);
    ((LinearMemory) instance.memory()).burnEntries(size);
    OpcodeImpl.TABLE_FILL(instance, tableIndex, size, value, offset);
  }

  public static void tableCopy(
      int destination,
      int source,
      int size,
      int destinationTable,
      int sourceTable,
      Instance instance) {
    requireEntries(destination, size, destinationTable, instance);
    requireEntries(source, size, sourceTable, instance);
    ((LinearMemory) instance.memory()).burnEntries(size);
    OpcodeImpl.TABLE_COPY(instance, sourceTable, destinationTable, size, source, destination);
  }

  public static void tableInit(
      int offset, int firstElement, int size, int segment, int tableIndex, Instance instance) {
    requireEntries(offset, size, tableIndex, instance);
    ((LinearMemory) instance.memory()).burnEntries(size << 2);
    OpcodeImpl.TABLE_INIT(instance, tableIndex, segment, size, firstElement, offset);
  }
}
