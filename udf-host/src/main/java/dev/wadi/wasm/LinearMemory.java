package dev.wadi.wasm;

import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import dev.wadi.sdk.error.ErrorCode;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.util.MemoryUtil;

/// A guest's memory, off-heap. The maximum is reserved once, so that the base address never
/// changes; pages are zeroed when the guest gets them, so that what it never grew into costs
/// address space but no memory.
///
/// Every access is checked against the current size here, in one place, on 64-bit sums that cannot
/// overflow. The accessors stay under 35 bytecodes: beyond that the JIT does not inline them into
/// guest code that was first run with small batches. Public, because compiled guest code calls it.
///
/// Also carries the instance's {@link FuelTank}, because compiled guest code has no other reference
/// to the instance's own state at hand.
@SuppressWarnings("removal") // the interface still demands the methods that it is going to drop
public final class LinearMemory implements Memory {
  private static final AtomicLong RESERVED = new AtomicLong();
  private static final byte[] DROPPED = {};

  private final long base;
  private final long reservedBytes;
  private final int initialPages;
  private final int maximumPages;
  private final FuelTank fuel;
  private byte[][] segments = {};
  private long size;
  private boolean growthRefused;

  LinearMemory(int initialPages, int maximumPages, FuelTank fuel) {
    this.initialPages = initialPages;
    this.maximumPages = maximumPages;
    this.fuel = fuel;
    this.reservedBytes = Math.max(1, (long) maximumPages * PAGE_SIZE);
    this.base = MemoryUtil.allocateMemory(reservedBytes);
    RESERVED.addAndGet(reservedBytes);
    extendTo((long) initialPages * PAGE_SIZE);
  }

  /// Address space held by all guests of this process: zero when no function is open.
  public static long bytesReservedOfProcess() {
    return RESERVED.get();
  }

  private void extendTo(long newSize) {
    MemoryUtil.setMemory(base + size, newSize - size, (byte) 0);
    size = newSize;
  }

  /// Frees the memory. A later access traps instead of reading freed memory.
  void close() {
    if (size >= 0) {
      size = -1;
      MemoryUtil.freeMemory(base);
      RESERVED.addAndGet(-reservedBytes);
    }
  }

  /// How many bytes the guest has now.
  long size() {
    return size;
  }

  /// True if the guest asked for more than it may have, since this was last asked.
  boolean takeGrowthRefused() {
    boolean refused = growthRefused;
    growthRefused = false;
    return refused;
  }

  /// Counts one loop iteration or call.
  public void burn() {
    fuel.burn();
  }

  /// Counts an operation on many bytes, which runs without further counting.
  public void burnBytes(int bytes) {
    fuel.burn(bytes >>> 6);
  }

  /// Counts an operation on many entries of a table.
  public void burnEntries(int entries) {
    fuel.burn(entries >>> 2);
  }

  /// The machine address of `width` bytes at a guest address.
  ///
  /// @param address at least 0
  public long check(long address, long width) {
    if (address > size - width) {
      throw outOfBounds(address, width);
    }
    return base + address;
  }

  private GuestFailure outOfBounds(long address, long width) {
    return new GuestFailure(
        ErrorCode.PLUGIN_TRAPPED,
        "out of bounds memory access: %d bytes at 0x%x, the memory has %d bytes",
        width,
        address,
        size);
  }

  private long at(int address, int width) {
    return check(Integer.toUnsignedLong(address), width);
  }

  /// Bytes at a guest address; to be used at once.
  ByteBuffer buffer(long address, int length) {
    return MemoryUtil.directBuffer(check(address, length), length);
  }

  public byte loadByte(long address) {
    return MemoryUtil.getByte(check(address, 1));
  }

  public short loadShort(long address) {
    return MemoryUtil.getShort(check(address, 2));
  }

  public int loadInt(long address) {
    return MemoryUtil.getInt(check(address, 4));
  }

  public long loadLong(long address) {
    return MemoryUtil.getLong(check(address, 8));
  }

  public void storeByte(long address, byte value) {
    MemoryUtil.putByte(check(address, 1), value);
  }

  public void storeShort(long address, short value) {
    MemoryUtil.putShort(check(address, 2), value);
  }

  public void storeInt(long address, int value) {
    MemoryUtil.putInt(check(address, 4), value);
  }

  public void storeLong(long address, long value) {
    MemoryUtil.putLong(check(address, 8), value);
  }

  @Override
  public int pages() {
    return (int) (size / PAGE_SIZE);
  }

  @Override
  public int grow(int pages) {
    int before = pages();
    if (pages < 0 || pages > maximumPages - before) {
      growthRefused = true;
      return -1;
    }
    extendTo(size + (long) pages * PAGE_SIZE);
    return before;
  }

  @Override
  public int initialPages() {
    return initialPages;
  }

  @Override
  public int maximumPages() {
    return maximumPages;
  }

  @Override
  public void initialize(Instance instance, DataSegment[] dataSegments) {
    // Our own copy: dropping a segment must not reach the other instances of the module.
    segments = new byte[dataSegments.length][];
    for (int i = 0; i < segments.length; i++) {
      segments[i] = dataSegments[i].data();
      if (dataSegments[i] instanceof ActiveDataSegment active) {
        var offset = ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions());
        write((int) offset[0], segments[i]);
        segments[i] = DROPPED;
      }
    }
  }

  @Override
  public void initPassiveSegment(int segmentId, int destination, int offset, int count) {
    write(destination, segments[segmentId], offset, count);
  }

  @Override
  public void drop(int segmentId) {
    segments[segmentId] = DROPPED;
  }

  @Override
  public void write(int address, byte[] data, int offset, int count) {
    if (offset < 0 || count < 0 || offset > data.length - count) {
      throw new GuestFailure(ErrorCode.PLUGIN_TRAPPED, "out of bounds data segment access");
    }
    MemoryUtil.copyToMemory(data, offset, at(address, count), count);
  }

  @Override
  public byte[] readBytes(int address, int count) {
    long source = check(Integer.toUnsignedLong(address), Integer.toUnsignedLong(count));
    byte[] bytes = new byte[count];
    MemoryUtil.copyFromMemory(source, bytes, 0, count);
    return bytes;
  }

  @Override
  public void copy(int destination, int source, int count) {
    long bytes = Integer.toUnsignedLong(count);
    long from = check(Integer.toUnsignedLong(source), bytes);
    long to = check(Integer.toUnsignedLong(destination), bytes);
    MemoryUtil.copyMemory(from, to, bytes);
  }

  @Override
  public void fill(byte value, int from, int to) {
    long start = Integer.toUnsignedLong(from);
    fillBytes(start, Integer.toUnsignedLong(to) - start, value);
  }

  /// Sets `count` bytes.
  public void fillBytes(long address, long count, byte value) {
    MemoryUtil.setMemory(check(address, count), count, value);
  }

  @Override
  public void zero() {
    // Pages are zeroed when the guest gets them.
  }

  @Override
  public byte read(int address) {
    return loadByte(Integer.toUnsignedLong(address));
  }

  @Override
  public short readShort(int address) {
    return loadShort(Integer.toUnsignedLong(address));
  }

  @Override
  public long readU16(int address) {
    return Short.toUnsignedLong(readShort(address));
  }

  @Override
  public int readInt(int address) {
    return loadInt(Integer.toUnsignedLong(address));
  }

  @Override
  public long readLong(int address) {
    return loadLong(Integer.toUnsignedLong(address));
  }

  @Override
  public long readF32(int address) {
    return readInt(address);
  }

  @Override
  public float readFloat(int address) {
    return Float.intBitsToFloat(readInt(address));
  }

  @Override
  public long readF64(int address) {
    return readLong(address);
  }

  @Override
  public double readDouble(int address) {
    return Double.longBitsToDouble(readLong(address));
  }

  @Override
  public void writeByte(int address, byte value) {
    storeByte(Integer.toUnsignedLong(address), value);
  }

  @Override
  public void writeShort(int address, short value) {
    storeShort(Integer.toUnsignedLong(address), value);
  }

  @Override
  public void writeI32(int address, int value) {
    storeInt(Integer.toUnsignedLong(address), value);
  }

  @Override
  public void writeLong(int address, long value) {
    storeLong(Integer.toUnsignedLong(address), value);
  }

  @Override
  public void writeF32(int address, float value) {
    writeI32(address, Float.floatToRawIntBits(value));
  }

  @Override
  public void writeF64(int address, double value) {
    writeLong(address, Double.doubleToRawLongBits(value));
  }

  // Shared memories and atomics are refused when a module is checked, so a guest cannot get here.

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  public Object lock(int address) {
    throw noThreads();
  }

  @Override
  public int waitOn(int address, int expected, long timeout) {
    throw noThreads();
  }

  @Override
  public int waitOn(int address, long expected, long timeout) {
    throw noThreads();
  }

  @Override
  public int notify(int address, int maxThreads) {
    throw noThreads();
  }

  private static IllegalStateException noThreads() {
    return new IllegalStateException("guests have no threads");
  }
}
