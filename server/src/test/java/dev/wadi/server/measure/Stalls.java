package dev.wadi.server.measure;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/// How long tasks stand still for checkpoints, as they log it; of those that have much state.
/// Thread-safe.
final class Stalls extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private static final long BYTES_MIN = 1_000_000;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Logger log =
      (Logger) LoggerFactory.getLogger("dev.wadi.engine.jet.TaskCheckpoints");
  private final List<Double> millis = new CopyOnWriteArrayList<>();

  Stalls() {
    setContext(log.getLoggerContext());
    start();
    log.setLevel(Level.DEBUG);
    log.setAdditive(false);
    log.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    Object[] arguments = event.getArgumentArray();
    if ((long) arguments[2] >= BYTES_MIN) {
      millis.add((long) arguments[3] / NANOS_PER_MILLI);
    }
  }

  /// So far.
  List<Double> millis() {
    return List.copyOf(millis);
  }

  @Override
  public void close() {
    log.detachAppender(this);
    stop();
  }
}
