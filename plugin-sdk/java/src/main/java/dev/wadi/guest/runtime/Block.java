package dev.wadi.guest.runtime;

import org.teavm.interop.Address;

/// A block that grows, and is used again for the next batch.
final class Block {
  private int address;
  private int capacity;
  private int length;

  int address() {
    return address;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /// Makes room behind what is there.
  ///
  /// @return its address
  Address add(int bytes) {
    if (bytes > capacity - length) {
      grow(length + bytes);
    }
    Address added = Address.fromInt(address + length);
    length += bytes;
    return added;
  }

  private void grow(int least) {
    int larger = Math.max(1_024, 2 * least);
    int block = Blocks.allocate(larger);
    if (least < 0 || block == 0) {
      throw new OutOfMemoryError("the results of a batch do not fit into memory");
    }
    if (capacity > 0) {
      Address.moveMemoryBlock(Address.fromInt(address), Address.fromInt(block), length);
      Blocks.free(address, capacity);
    }
    address = block;
    capacity = larger;
  }

  void addInt(int value) {
    add(4).putInt(value);
  }

  void addBytes(byte[] bytes) {
    Address.moveMemoryBlock(Address.ofData(bytes), add(bytes.length), bytes.length);
  }
}
