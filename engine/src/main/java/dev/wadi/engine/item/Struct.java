package dev.wadi.engine.item;

import java.util.List;

/// The fields of a struct, any of which may be null.
public record Struct(List<Object> fields) implements Comparable<Struct> {
  @Override
  public int compareTo(Struct other) {
    return ItemOrder.INSTANCE.compare(fields, other.fields);
  }
}
