package dev.wadi.engine.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.plan.Window;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Which windows of months a time is in, compared with all windows that there are.
class MonthlySlicingTest {
  private static final LocalDate FIRST = LocalDate.of(1960, 1, 1);
  private static final int MONTHS = 12 * 120;

  @Test
  void timesAreInTheWindowsOfTheirMonths() {
    Random random = new Random(31);
    for (int i = 0; i < 2_000; i++) {
      var window = new Window.Monthly(0, 1 + random.nextInt(7), 1 + random.nextInt(14));
      long micros = micros(FIRST.plusMonths(24 + random.nextInt(MONTHS - 48)));
      micros += random.nextInt(3) == 0 ? random.nextInt(3) - 1 : random.nextLong(day(31));
      assertThat(found(window, micros))
          .as("%s at %d", window, micros)
          .isEqualTo(all(window, micros));
    }
  }

  private static List<Span> found(Window window, long micros) {
    Slicing slicing = Slicing.of(window);
    Span slice = slicing.sliceAt(micros);
    assertThat(slice.contains(micros)).isTrue();
    assertThat(slicing.sliceAt(slice.endMicros() - 1)).isEqualTo(slice);
    List<Span> spans = new ArrayList<>();
    long last = Slicing.NONE;
    for (long end = slicing.nextEnd(slice, Slicing.NONE);
        end != Slicing.NONE;
        end = slicing.nextEnd(slice, end)) {
      spans.add(slicing.window(slice, end));
      last = end;
    }
    assertThat(slicing.lastEnd(slice)).isEqualTo(last);
    return spans;
  }

  private static List<Span> all(Window.Monthly window, long micros) {
    List<Span> spans = new ArrayList<>();
    for (int month = 0; month < MONTHS; month++) {
      if ((month - 120) % window.slideMonths() == 0) {
        LocalDate start = FIRST.plusMonths(month);
        Span span = new Span(micros(start), micros(start.plusMonths(window.widthMonths())));
        if (span.contains(micros)) {
          spans.add(span);
        }
      }
    }
    return spans;
  }

  private static long micros(LocalDate day) {
    return TimeUnit.SECONDS.toMicros(day.atStartOfDay().toEpochSecond(ZoneOffset.UTC));
  }

  private static long day(int days) {
    return TimeUnit.DAYS.toMicros(days);
  }
}
