package dev.wadi.server.pipeline;

import dev.wadi.engine.jet.JobSettings;
import dev.wadi.planner.PlannedScript;
import dev.wadi.planner.PlannedScript.Answer;
import dev.wadi.planner.PlannedScript.Upgrade;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.server.access.Caller;
import dev.wadi.server.output.PreviewConnector;
import dev.wadi.server.output.ResultBatches;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.arrow.vector.types.pojo.Schema;

/// A query that is planned, and has to be run once.
public final class OneShotQuery {
  private final QueryRunner runner;
  private final PlannedScript script;
  private final JobSettings settings;
  private final List<Answer.Rows> answers;
  private final BiFunction<Upgrade, Caller, Answer.Rows> upgrades;
  private final Consumer<OneShotQuery> atEnd;
  private Caller caller = Caller.NOBODY;
  private RunningQuery running;
  private boolean cancelled;

  OneShotQuery(
      QueryRunner runner,
      PlannedScript script,
      JobSettings settings,
      List<Answer.Rows> answers,
      BiFunction<Upgrade, Caller, Answer.Rows> upgrades,
      Consumer<OneShotQuery> atEnd) {
    this.runner = runner;
    this.script = script;
    this.settings = settings;
    this.answers = answers;
    this.upgrades = upgrades;
    this.atEnd = atEnd;
  }

  /// Says who asks, before it is run: without that it may read, but change no pipeline.
  public void by(Caller who) {
    caller = who;
  }

  /// The columns of the result, with the query's own names; none if it only inserts. Those of a
  /// query whose rows change begin with {@link ResultBatches#CHANGE}.
  public Schema columns() {
    if (!answers.isEmpty()) {
      return ResultBatches.texts(answers.getFirst().columns());
    }
    if (script.upgrade().isPresent()) {
      return ResultBatches.texts(Answers.UPGRADE_COLUMNS);
    }
    if (script.analyzed()) {
      return ResultBatches.texts(Answers.explained(List.of()).columns());
    }
    var sink = script.pipeline().sinks().getFirst();
    return sink.table().connector().equals(PreviewConnector.NAME)
        ? ResultBatches.columns(script.outputs().getFirst(), sink.changelog())
        : new Schema(List.of());
  }

  /// Whether the result comes to an end by itself.
  public boolean bounded() {
    return script.bounded();
  }

  /// Runs the query to its end.
  ///
  /// @param receiver gets the result's batches, borrowed, dense, with these columns; on another
  ///   thread, one at a time. It may block, and what it throws ends the query
  /// @throws dev.wadi.sdk.error.WadiException if the query fails
  /// @throws CancellationException if it is cancelled
  public void run(Consumer<Batch> receiver) {
    try (var batches = new ResultBatches()) {
      for (Answer.Rows answer : answers) {
        give(batches.ofTexts(answer.columns(), answer.rows()), receiver);
      }
      if (script.upgrade().isPresent()) {
        Answer.Rows answer = upgrades.apply(script.upgrade().get(), caller);
        give(batches.ofTexts(answer.columns(), answer.rows()), receiver);
      }
      if (!script.pipeline().sinks().isEmpty()) {
        start(batches, receiver).completion().join();
      }
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      atEnd.accept(this);
    }
  }

  private synchronized RunningQuery start(ResultBatches batches, Consumer<Batch> receiver) {
    if (cancelled) {
      throw new CancellationException();
    }
    running =
        runner.start(
            script,
            settings,
            (table, changelog, batch) -> give(batches.of(batch, changelog), receiver),
            answer -> give(batches.ofTexts(answer.columns(), answer.rows()), receiver));
    return running;
  }

  private static void give(Batch batch, Consumer<Batch> receiver) {
    try (batch) {
      receiver.accept(batch);
    }
  }

  /// Stops the query, now or as soon as it is run, and waits until it has stopped. The receiver
  /// must not block any more. May be called by any thread, but the receiver's.
  public void cancel() {
    RunningQuery stopped;
    synchronized (this) {
      cancelled = true;
      stopped = running;
    }
    if (stopped == null) {
      atEnd.accept(this);
    } else {
      stopped.cancel();
    }
  }

  /// How many rows it has read so far.
  public synchronized long rowsRead() {
    return running == null ? 0 : running.rowsRead();
  }

  /// How far event time has come, like {@link RunningQuery#watermarkMicros}.
  public synchronized OptionalLong watermarkMicros() {
    return running == null ? OptionalLong.empty() : running.watermarkMicros();
  }

  /// How many rows its INSERTs have written so far.
  synchronized long rowsWritten() {
    return running == null ? 0 : running.rowsWritten();
  }
}
