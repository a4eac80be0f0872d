package dev.wadi.engine.testing;

import dev.wadi.sdk.connector.CanLookup;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.LookupTable;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.List;

/// Tables whose rows stand in a {@link Script}, to be read or looked up.
public final class ScriptedConnector implements CanRead, CanLookup {
  public static final String NAME = "feed";

  private static final String BOUNDED = "bounded";
  private static final String BLOCKING = "blocking";
  private static final String SPLITS = "splits";
  private static final String FAIL_AT = "fail_at";
  private static final String CHANGELOG = "changelog";
  private static final String KEEPING = "keeping";

  private final Script script;

  public ScriptedConnector(Script script) {
    this.script = script;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Rows that a test wrote down.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.optional(BOUNDED, "Whether the table says that it ends; default true."),
        Option.optional(BLOCKING, "Whether the table gets threads of its own; default false."),
        Option.optional(SPLITS, "How many splits take each feed's rows in turn; default 1."),
        Option.optional(FAIL_AT, "Which row, or lookup, from 1, fails; default none."),
        Option.optional(KEEPING, "Whether answers of lookups are kept; default true."),
        Option.optional(
            CHANGELOG, "Whether each row begins with +I, -U, +U or -D; default false."));
  }

  @Override
  public Source source(TableDefinition table) {
    Options options = Options.of(table, options());
    return new ScriptedSource(
        script,
        table,
        options.flag(BOUNDED, true),
        options.flag(BLOCKING, false),
        (int) options.integer(SPLITS, 1).orElse(1),
        options.integer(FAIL_AT, 1).orElse(Long.MAX_VALUE),
        options.flag(CHANGELOG, false));
  }

  @Override
  public LookupTable lookup(TableDefinition table) {
    Options options = Options.of(table, options());
    return new ScriptedLookup(
        script,
        table,
        options.flag(BLOCKING, false),
        options.flag(KEEPING, true),
        options.integer(FAIL_AT, 1).orElse(Long.MAX_VALUE));
  }
}
