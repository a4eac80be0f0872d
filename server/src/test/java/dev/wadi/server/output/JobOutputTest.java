package dev.wadi.server.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.server.catalog.JobState;
import dev.wadi.server.output.JobOutput.OutputRow;
import dev.wadi.server.output.JobOutput.Policy;
import dev.wadi.server.output.JobOutput.Portion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class JobOutputTest {
  private static final int ALL = 1_000;

  @Test
  void aReaderGetsTheRowsInOrderAndThenTheEnd() {
    var output = new JobOutput(Policy.KEEP_LATEST, 10, 1_000);
    write(output, 1, 2);
    try (var reader = output.read(0, () -> {})) {
      assertThat(values(reader.take(1))).containsExactly("1");
      assertThat(values(reader.take(ALL))).containsExactly("2");
      output.end(JobState.FINISHED, null);
      Portion last = reader.take(ALL);
      assertThat(last.rows()).isEmpty();
      assertThat(last.end().state()).isEqualTo(JobState.FINISHED);
      assertThat(last.end().rows()).isEqualTo(2);
    }
  }

  @Test
  void theEndComesOnlyBehindTheLastRow() {
    var output = new JobOutput(Policy.KEEP_LATEST, 10, 1_000);
    write(output, 1, 2);
    output.end(JobState.STOPPED, null);
    try (var reader = output.read(0, () -> {})) {
      assertThat(reader.take(1).end()).isNull();
      assertThat(reader.take(1).end()).isNotNull();
    }
  }

  @Test
  void aLateReaderGetsTheLatestRows() {
    var output = new JobOutput(Policy.KEEP_LATEST, 3, 1_000);
    write(output, 1, 2, 3, 4, 5);
    try (var reader = output.read(0, () -> {})) {
      Portion portion = reader.take(ALL);
      assertThat(values(portion)).containsExactly("3", "4", "5");
      assertThat(portion.rows()).extracting(OutputRow::number).containsExactly(3L, 4L, 5L);
    }
  }

  @Test
  void aReaderThatComesBackGetsWhatItHasNotSeen() {
    var output = new JobOutput(Policy.KEEP_LATEST, 10, 1_000);
    write(output, 1, 2, 3);
    try (var reader = output.read(2, () -> {})) {
      assertThat(values(reader.take(ALL))).containsExactly("3");
    }
  }

  @Test
  void bytesAreBoundedToo() {
    var output = new JobOutput(Policy.KEEP_LATEST, 10, 4);
    write(output, 11, 22, 33);
    write(output, 4444444);
    try (var reader = output.read(0, () -> {})) {
      assertThat(values(reader.take(ALL))).containsExactly("4444444");
    }
  }

  @Test
  void aReaderIsWokenForRowsAndForTheEnd() {
    var output = new JobOutput(Policy.KEEP_LATEST, 10, 1_000);
    var wakeUps = new AtomicInteger();
    try (var reader = output.read(0, wakeUps::incrementAndGet)) {
      write(output, 1);
      output.end(JobState.FINISHED, null);
      assertThat(wakeUps).hasValue(2);
      assertThat(reader.take(ALL).rows()).hasSize(1);
    }
  }

  @Test
  void thePreviewedJobWaitsForItsSlowestReader() throws InterruptedException {
    var output = new JobOutput(Policy.WAIT_FOR_READERS, 2, 1_000);
    var rowsHere = new Semaphore(0);
    List<String> read = new ArrayList<>();
    try (var slow = output.read(0, () -> {});
        var fast = output.read(0, rowsHere::release)) {
      Thread job =
          Thread.ofVirtual()
              .start(() -> {
                write(output, 1, 2, 3, 4, 5);
                output.end(JobState.FINISHED, null);
              });
      rowsHere.acquire(2);
      read.addAll(values(fast.take(ALL)));
      assertThat(read).containsExactly("1", "2");
      assertThat(rowsHere.tryAcquire()).as("a third row before the slow reader read").isFalse();

      for (Portion p = slow.take(1); p.end() == null; p = slow.take(1)) {
        fast.take(1).rows().forEach(row -> read.add(text(row)));
      }
      job.join();
      read.addAll(values(fast.take(ALL)));
    }
    assertThat(read).containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void aPreviewedJobWaitsForItsFirstReader() throws InterruptedException {
    var output = new JobOutput(Policy.WAIT_FOR_READERS, 1, 1_000);
    Thread job = Thread.ofVirtual().start(() -> write(output, 1, 2));
    var rowsHere = new Semaphore(0);
    try (var reader = output.read(0, rowsHere::release)) {
      List<String> read = new ArrayList<>();
      while (read.size() < 2) {
        read.addAll(values(reader.take(ALL)));
      }
      assertThat(read).containsExactly("1", "2");
    }
    job.join();
  }

  @Test
  void aWaitingJobIsLetGoAtTheEnd() throws InterruptedException {
    var output = new JobOutput(Policy.WAIT_FOR_READERS, 1, 1_000);
    Thread job = Thread.ofVirtual().start(() -> write(output, 1, 2, 3));
    output.end(JobState.STOPPED, null);
    job.join();
    try (var reader = output.read(0, () -> {})) {
      assertThat(reader.take(ALL).rows()).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void aReaderThatLeavesHoldsNobodyBack() throws InterruptedException {
    var output = new JobOutput(Policy.WAIT_FOR_READERS, 1, 1_000);
    var leaving = output.read(0, () -> {});
    try (var staying = output.read(0, () -> {})) {
      Thread job = Thread.ofVirtual().start(() -> write(output, 1, 2));
      leaving.close();
      List<String> read = new ArrayList<>();
      while (read.size() < 2) {
        read.addAll(values(staying.take(ALL)));
      }
      job.join();
    }
    assertThat(output.unattendedNanos()).isPositive();
  }

  private static void write(JobOutput output, int... values) {
    for (int value : values) {
      output.row("t", null, Integer.toString(value).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static List<String> values(Portion portion) {
    return portion.rows().stream().map(JobOutputTest::text).toList();
  }

  private static String text(OutputRow row) {
    return new String(row.json(), StandardCharsets.UTF_8);
  }
}
