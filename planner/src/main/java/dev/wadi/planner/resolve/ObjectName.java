package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.ObjectKind;
import dev.wadi.planner.resolve.ResolvedScript.Definition;

/// A name and where it counts: tables and views share their names, functions have their own.
record ObjectName(boolean function, String name) {
  static ObjectName of(Definition definition) {
    return of(definition.kind(), definition.name());
  }

  static ObjectName of(ObjectKind kind, String name) {
    return new ObjectName(kind == ObjectKind.FUNCTION, name);
  }

  static ObjectName relation(String name) {
    return new ObjectName(false, name);
  }
}
