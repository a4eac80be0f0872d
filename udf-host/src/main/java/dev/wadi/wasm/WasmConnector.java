package dev.wadi.wasm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.DeclaredColumns;
import dev.wadi.sdk.connector.HasSchema;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.PluginConnector;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import dev.wadi.wasm.PluginDescription.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// A connector that a plugin declares: a source, a sink, or both under one name.
abstract sealed class WasmConnector implements PluginConnector {
  // As connectors that are built in have it.
  private static final PluginOptions SOURCE_TYPE = type("source");
  private static final PluginOptions SINK_TYPE = type("sink");
  private static final PluginOptions ANY_TYPE = type("source", "sink");

  private final PluginModule module;
  private final String name;
  private final String description;

  private WasmConnector(PluginModule module, String name, String description) {
    this.module = module;
    this.name = name;
    this.description = description;
  }

  /// All of a plugin.
  static List<PluginConnector> of(PluginModule module, PluginDescription plugin) {
    Set<String> names = new LinkedHashSet<>();
    plugin.sources().forEach(source -> names.add(source.name()));
    plugin.sinks().forEach(sink -> names.add(sink.name()));
    return names.stream().map(name -> of(module, plugin, name)).toList();
  }

  private static PluginConnector of(PluginModule module, PluginDescription plugin, String name) {
    Optional<SourceDescription> source =
        plugin.sources().stream().filter(one -> one.name().equals(name)).findFirst();
    Optional<SinkDescription> sink =
        plugin.sinks().stream().filter(one -> one.name().equals(name)).findFirst();
    if (source.isEmpty()) {
      return new Writing(module, sink.orElseThrow());
    }
    return sink.isEmpty()
        ? new Reading(module, source.get())
        : new ReadingAndWriting(module, source.get(), sink.get());
  }

  private static PluginOptions type(String... types) {
    return new PluginOptions(
        List.of(
            new PluginOption(
                "type",
                PluginOption.Type.STRING,
                false,
                "what the table is used for",
                Optional.empty(),
                Stream.of(types).<JsonNode>map(TextNode::new).toList(),
                Optional.empty(),
                Optional.empty())));
  }

  @Override
  public PluginRef plugin() {
    return module.ref();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  /// @param others options that are for writing
  Source source(SourceDescription source, PluginOptions others, TableDefinition table) {
    Options options = Options.of(table, declared(source.options(), others, SOURCE_TYPE));
    SOURCE_TYPE.json(options, "");
    source.schema().ifPresent(has -> check(table, has));
    return new WasmSource(
        module,
        source,
        table.name(),
        source.options().json(options, ""),
        columns(table),
        source.isBounded(options));
  }

  /// @param others options that are for reading
  Sink sink(SinkDescription sink, PluginOptions others, TableDefinition table) {
    Options options = Options.of(table, declared(sink.options(), others, SINK_TYPE));
    SINK_TYPE.json(options, "");
    var own =
        new WasmSink(module, sink, table.name(), sink.options().json(options, ""), columns(table));
    return sink.twoPhase() ? new WasmTwoPhaseSink(own) : own;
  }

  static List<Option> declared(PluginOptions own, PluginOptions others, PluginOptions type) {
    List<Option> all = new ArrayList<>(own.declaredBeside(others));
    all.addAll(type.declared(""));
    return all;
  }

  private static void check(TableDefinition table, Schema has) {
    DeclaredColumns.check(
        table, has, (one, own) -> PluginRegistry.bare(one).equals(PluginRegistry.bare(own)));
    for (Field declared : table.schema().getFields()) {
      if (!declared.isNullable() && has.findField(declared.getName()).isNullable()) {
        throw new WadiException(
                ErrorCode.TYPE_MISMATCH,
                "table '%s': column '%s' of connector '%s' may be NULL"
                    .formatted(table.name(), declared.getName(), table.connectorName()))
            .withHint("leave NOT NULL out");
      }
    }
  }

  private static List<Value> columns(TableDefinition table) {
    List<Value> columns = new ArrayList<>();
    for (Field field : table.schema().getFields()) {
      columns.add(
          Value.of(field)
              .orElseThrow(() ->
                  new WadiException(
                      ErrorCode.TYPE_MISMATCH,
                      "table '%s': column '%s' has a type that plugins do not know: %s"
                          .formatted(table.name(), field.getName(), field.getType()))));
    }
    return columns;
  }

  private static final class Reading extends WasmConnector implements CanRead, HasSchema {
    private final SourceDescription source;

    private Reading(PluginModule module, SourceDescription source) {
      super(module, source.name(), source.description());
      this.source = source;
    }

    @Override
    public List<Option> options() {
      return declared(source.options(), PluginOptions.NONE, SOURCE_TYPE);
    }

    @Override
    public Optional<Schema> schema(Map<String, String> options) {
      return source.schema();
    }

    @Override
    public Optional<String> eventTimeColumn() {
      return source.eventTime();
    }

    @Override
    public Source source(TableDefinition table) {
      return source(source, PluginOptions.NONE, table);
    }
  }

  private static final class Writing extends WasmConnector implements CanWrite {
    private final SinkDescription sink;

    private Writing(PluginModule module, SinkDescription sink) {
      super(module, sink.name(), sink.description());
      this.sink = sink;
    }

    @Override
    public List<Option> options() {
      return declared(sink.options(), PluginOptions.NONE, SINK_TYPE);
    }

    @Override
    public Sink sink(TableDefinition table) {
      return sink(sink, PluginOptions.NONE, table);
    }
  }

  private static final class ReadingAndWriting extends WasmConnector
      implements CanRead, CanWrite, HasSchema {
    private final SourceDescription source;
    private final SinkDescription sink;

    private ReadingAndWriting(PluginModule module, SourceDescription source, SinkDescription sink) {
      super(module, source.name(), source.description());
      this.source = source;
      this.sink = sink;
    }

    @Override
    public List<Option> options() {
      return declared(source.options(), sink.options(), ANY_TYPE);
    }

    @Override
    public Optional<Schema> schema(Map<String, String> options) {
      return source.schema();
    }

    @Override
    public Optional<String> eventTimeColumn() {
      return source.eventTime();
    }

    @Override
    public Source source(TableDefinition table) {
      return source(source, sink.options(), table);
    }

    @Override
    public Sink sink(TableDefinition table) {
      return sink(sink, source.options(), table);
    }
  }
}
