package dev.wadi.server.pipeline;

import dev.wadi.engine.jet.JobSettings;
import dev.wadi.planner.ConnectedTable;
import dev.wadi.planner.PlannedScript;
import dev.wadi.planner.PlannedScript.Definition;
import dev.wadi.planner.SqlPlanner;
import dev.wadi.sdk.connector.CanTest;
import dev.wadi.sdk.connector.Connector;
import dev.wadi.sdk.connector.Secrets;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.ErrorDescription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.arrow.vector.types.pojo.Schema;

/// Tries whether tables and connection profiles would work, before anybody keeps them: sources give
/// some rows, other systems are asked whether they are there. Thread-safe.
public final class ConnectionTests {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int ROWS_MOST = 5;

  private final QueryRunner runner;
  private final ConnectionTables tables;
  private final ConnectionProfiles profiles;

  public ConnectionTests(QueryRunner runner, ConnectionTables tables, ConnectionProfiles profiles) {
    this.runner = runner;
    this.tables = tables;
    this.profiles = profiles;
  }

  /// What was found.
  ///
  /// @param rows the first ones of a table that is read, as JSON
  /// @param error why it would not work
  public record Finding(String message, List<byte[]> rows, Optional<ErrorDescription> error) {
    private static Finding good(String message) {
      return new Finding(message, List.of(), Optional.empty());
    }

    private static Finding bad(WadiException thrown) {
      ErrorDescription error = ErrorDescription.of(thrown);
      return new Finding(error.message(), List.of(), Optional.of(error));
    }
  }

  /// Tries a table.
  ///
  /// @param sql one CREATE TABLE statement
  public Finding table(String sql) {
    try {
      Definition table = tables.checked(sql);
      SqlPlanner planner = tables.planner(table);
      Optional<ConnectedTable> connected = planner.connected(table.name());
      if (connected.isEmpty()) {
        return Finding.good("a memory table is in no outside system");
      }
      return connected.get().forReading()
          ? read(planner.plan("SELECT * FROM " + Identifiers.quoted(table.name())))
          : tried(connected.get().connector(), connected.get().definition());
    } catch (WadiException e) {
      return Finding.bad(e);
    }
  }

  /// Tries what a profile would give to tables.
  public Finding profile(String connectorName, Map<String, String> options) {
    String id = Identifiers.next("cp");
    try {
      Connector connector = profiles.checked(connectorName, options);
      // As secrets, so that no message contains them.
      Map<String, String> secret = Secrets.put(id, options);
      return tried(
          connector, new TableDefinition("profile", connector.id(), new Schema(List.of()), secret));
    } catch (WadiException e) {
      return Finding.bad(e);
    } finally {
      Secrets.remove(id);
    }
  }

  private static Finding tried(Connector connector, TableDefinition table) {
    if (!(connector instanceof CanTest testable)) {
      return Finding.good(
          "the options are right; connector '%s' is not tried before it is used"
              .formatted(connector.name()));
    }
    var answer = new CompletableFuture<String>();
    Thread.ofVirtual()
        .name("connection-test")
        .start(() -> {
          try {
            answer.complete(testable.test(table));
          } catch (Throwable e) {
            answer.completeExceptionally(e);
          }
        });
    if (!isDone(answer)) {
      throw new WadiException(
          ErrorCode.SYSTEM_FAILED,
          "connector '%s' has no answer after %d seconds"
              .formatted(connector.name(), PATIENCE.toSeconds()));
    }
    return Finding.good(answer.join());
  }

  private Finding read(PlannedScript script) {
    var rows = new FirstRows(ROWS_MOST);
    JobSettings settings = JobSettings.defaults(Identifiers.next("test")).withParallelism(1);
    RunningQuery query = runner.start(script, settings, rows);
    boolean done;
    try {
      done = isDone(CompletableFuture.anyOf(query.completion(), rows.full()));
    } finally {
      query.cancel();
    }
    List<byte[]> seen = rows.seen();
    String none = done ? "there are no rows" : "there were no rows in the first seconds";
    String message = seen.isEmpty() ? none : "these are the first rows";
    return new Finding(message, seen, Optional.empty());
  }

  // Whether something comes to its end soon; what it fails with is thrown.
  private static boolean isDone(CompletableFuture<?> work) {
    try {
      work.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }
}
