package dev.wadi.engine.testing;

import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.List;

/// Tables whose rows stand in a {@link Script}.
public final class ScriptedConnector implements CanRead {
  public static final String NAME = "feed";

  private static final String BOUNDED = "bounded";
  private static final String BLOCKING = "blocking";
  private static final String SPLITS = "splits";
  private static final String FAIL_AT = "fail_at";
  private static final String CHANGELOG = "changelog";

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
        Option.optional(FAIL_AT, "Which row, from 1, cannot be read; default none."),
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
}
