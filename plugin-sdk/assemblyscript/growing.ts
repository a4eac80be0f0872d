// Columns that grow by one value after another: what is inside of lists and structs of a result,
// states, tables. Their memory is used again for the next batch.

const LENGTH: usize = 0;
const BUFFERS: usize = 40;
const CHILDREN: usize = 44;

class Block {
  at: usize = heap.alloc(64);
  length: i32 = 0;
  capacity: i32 = 64;

  room(size: i32): usize {
    if (this.length + size > this.capacity) {
      this.capacity = (this.length + size) * 2;
      this.at = heap.realloc(this.at, this.capacity);
    }
    const start = this.at + this.length;
    this.length += size;
    return start;
  }
}

export class Growing {
  rows: i32 = 0;
  private nulls: i32 = 0;
  private validity: Block = new Block();
  // The values, one after another or as bits, or the ends of what is in `bytes` or inside.
  private values: Block = new Block();
  private bytes: Block = new Block();

  constructor(private hasOffsets: bool, public inside: Growing[]) {
    this.reset();
  }

  reset(): void {
    this.rows = this.nulls = this.validity.length = this.values.length = this.bytes.length = 0;
    if (this.hasOffsets) this.append<i32>(0);
    for (let i = 0; i < this.inside.length; i++) this.inside[i].reset();
  }

  private append<T>(value: T): void {
    store<T>(this.values.room(sizeof<T>()), value);
  }

  private addBit(bits: Block, set: bool): void {
    if ((this.rows & 7) == 0) store<u8>(bits.room(1), 0);
    const at = bits.at + (this.rows >> 3);
    store<u8>(at, load<u8>(at) | (<u8>set << <u8>(this.rows & 7)));
  }

  /** Counts one more row, whose value is there. */
  addRow(valid: bool): void {
    this.addBit(this.validity, valid);
    if (!valid) this.nulls++;
    this.rows++;
  }

  push<T>(value: T): void {
    if (isReference<T>()) {
      this.pushBytes<T>(value);
    } else if (isBoolean<T>()) {
      this.addBit(this.values, <bool>value);
    } else {
      this.append<T>(value);
    }
    this.addRow(true);
  }

  pushNull<T>(): void {
    if (isReference<T>()) {
      this.append<i32>(this.bytes.length);
    } else if (isBoolean<T>()) {
      this.addBit(this.values, false);
    } else {
      this.append<T>(<T>0);
    }
    this.addRow(false);
  }

  private pushBytes<T>(value: T): void {
    if (isString<T>()) {
      const text = changetype<string>(changetype<usize>(value));
      const room = this.bytes.room(String.UTF8.byteLength(text));
      String.UTF8.encodeUnsafe(
        changetype<usize>(text), text.length, room, false, String.UTF8.ErrorMode.REPLACE);
    } else {
      const array = changetype<Uint8Array>(changetype<usize>(value));
      memory.copy(this.bytes.room(array.length), array.dataStart, array.length);
    }
    this.append<i32>(this.bytes.length);
  }

  /** Ends a list, whose items are inside. */
  endList(valid: bool): void {
    this.append<i32>(this.inside[0].rows);
    this.addRow(valid);
  }

  /** How much memory the values take. */
  size(): i32 {
    let size = this.values.length + this.bytes.length;
    for (let i = 0; i < this.inside.length; i++) size += this.inside[i].size();
    return size;
  }

  /** Lets an array of the host's have these values. */
  pointAt(array: usize): void {
    store<i64>(array, this.rows, LENGTH);
    const buffers = load<usize>(array, BUFFERS);
    store<usize>(buffers, this.nulls == 0 ? 0 : this.validity.at);
    store<usize>(buffers, this.values.at, 4);
    store<usize>(buffers, this.bytes.at, 8);
    this.pointInsideAt(array);
  }

  /** The same with a result, whose offsets are the host's. */
  pointResultAt(array: usize): void {
    const buffers = load<usize>(array, BUFFERS);
    store<usize>(buffers, this.nulls == 0 ? 0 : this.validity.at);
    if (this.hasOffsets) memory.copy(load<usize>(buffers, 4), this.values.at, this.values.length);
    this.pointInsideAt(array);
  }

  private pointInsideAt(array: usize): void {
    for (let i = 0; i < this.inside.length; i++) {
      this.inside[i].pointAt(load<usize>(load<usize>(array, CHILDREN) + <usize>i * sizeof<usize>()));
    }
  }
}
