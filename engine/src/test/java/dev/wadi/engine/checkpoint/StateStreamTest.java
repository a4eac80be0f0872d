package dev.wadi.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.testing.BatchText;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Surroundings;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.testing.NoLeaks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class StateStreamTest {
  @Test
  void batchesOfDifferentColumnsComeBackInOrder() throws IOException {
    try (var test = new Surroundings()) {
      BufferAllocator allocator = test.memory().allocator();
      var bytes = new ByteSequence();
      var pairs = Plans.schema("k TEXT, v BIGINT");
      Batch all = test.batch(pairs, "a, 1", "b, null", "null, 3");
      StateStream.write(all.select(new Selection(new int[] {2, 0}, 2)), allocator, bytes);
      StateStream.write(all, allocator, bytes);
      StateStream.write(test.batch(Plans.schema("done TIMESTAMP")), allocator, bytes);
      StateStream.write(
          test.batch(Plans.schema("done TIMESTAMP"), "2001-01-01T00:00:00"), allocator, bytes);

      List<String> read = new ArrayList<>();
      StateStream.read(
          new ByteArrayInputStream(bytes.toArray()),
          allocator,
          batch -> read.add(String.join(" | ", BatchText.lines(batch))));
      assertThat(read)
          .containsExactly("null, 3 | a, 1", "a, 1 | b, null | null, 3", "", "2001-01-01T00:00:00");
    }
  }

  @Test
  void nothingIsNoBatch() throws IOException {
    try (var test = new Surroundings()) {
      StateStream.read(
          new ByteArrayInputStream(new byte[0]),
          test.memory().allocator(),
          batch -> {
            throw new AssertionError(batch);
          });
    }
  }

  @Test
  void aSequenceOfBytesGrowsInAnySteps() throws IOException {
    var random = new Random(1);
    var sequence = new ByteSequence();
    var expected = new java.io.ByteArrayOutputStream();
    for (int size : IntStream.range(0, 200).map(_ -> random.nextInt(20_000)).toArray()) {
      byte[] part = new byte[size];
      random.nextBytes(part);
      if (size > 0) {
        sequence.write(part, 0, size);
        sequence.write(part[0]);
        expected.write(part);
        expected.write(part[0]);
      }
    }
    assertThat(sequence.length()).isEqualTo(expected.size());
    assertThat(sequence.toArray()).isEqualTo(expected.toByteArray());
    var written = new java.io.ByteArrayOutputStream();
    sequence.writeTo(written);
    assertThat(written.toByteArray()).isEqualTo(expected.toByteArray());
    assertThat(sequence.checksum()).isEqualTo(ByteSequence.of(expected.toByteArray()).checksum());
  }
}
