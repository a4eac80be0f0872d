package dev.wadi.wasm.conformance;

import dev.wadi.sdk.function.FunctionSignature;

/// Something that a plugin has for SQL.
public sealed interface PluginPart {
  /// One word for people.
  String kind();

  String name();

  /// Whether tables can be made of it.
  default boolean isConnector() {
    return this instanceof Source || this instanceof Sink;
  }

  /// A function with as many arguments as it was called with.
  record Function(FunctionSignature signature) implements PluginPart {
    @Override
    public String kind() {
      return signature.kind().label();
    }

    @Override
    public String name() {
      return signature.name();
    }
  }

  record Format(String name) implements PluginPart {
    @Override
    public String kind() {
      return "format";
    }
  }

  record Source(String name) implements PluginPart {
    @Override
    public String kind() {
      return "source";
    }
  }

  record Sink(String name) implements PluginPart {
    @Override
    public String kind() {
      return "sink";
    }
  }
}
