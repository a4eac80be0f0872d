package dev.wadi.server.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/// What is logged while a test runs.
final class LoggedErrors extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger("dev.wadi");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Level before = ROOT.getLevel();

  /// @param level from which on lines count
  LoggedErrors(Level level) {
    ROOT.setLevel(level);
    ROOT.addAppender(this);
    start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    Object thrown = event.getThrowableProxy() == null ? "" : event.getThrowableProxy().getMessage();
    lines.add("%s %s %s".formatted(event.getLevel(), event.getFormattedMessage(), thrown));
  }

  List<String> lines() {
    return lines;
  }

  List<String> errors() {
    return lines.stream().filter(line -> line.startsWith("ERROR")).toList();
  }

  @Override
  public void close() {
    ROOT.detachAppender(this);
    ROOT.setLevel(before);
    stop();
  }
}
