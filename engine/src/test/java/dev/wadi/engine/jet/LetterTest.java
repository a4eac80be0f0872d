package dev.wadi.engine.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.checkpoint.DeltaLimits;
import dev.wadi.engine.checkpoint.Manifest;
import dev.wadi.engine.checkpoint.TaskFiles.Written;
import dev.wadi.engine.checkpoint.TaskId;
import dev.wadi.engine.dataflow.SplitState;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LetterTest {
  private static final UUID SOMEBODY = new UUID(1, 2);
  private static final TaskId TASK = new TaskId(3, 4);
  private static final SplitState SPLIT =
      new SplitState(new Source.Split("a", "7"), Long.MIN_VALUE, true);

  private static final Manifest.StateFile FILE = new Manifest.StateFile("state", 10, "abc");

  static Stream<Letter> letters() {
    var figures =
        new StageMetrics(
            "0 read",
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            Long.MIN_VALUE,
            List.of(new StageMetrics.OperatorFigures("filter", 8, 9)),
            List.of());
    return Stream.of(
        new Letter.Saved(
            "job",
            5,
            TASK,
            true,
            List.of(SPLIT),
            List.of(new Manifest.Output(0, List.of("x"))),
            new Written(List.of(new Manifest.OperatorState(1, 4, List.of(FILE))), List.of(FILE)),
            null),
        new Letter.Saved("job", 5, TASK, false, List.of(), List.of(), Written.NOTHING, "disk full"),
        new Letter.FirstEnded("job", TASK),
        new Letter.SourceFinished("job", TASK),
        new Letter.Failed("job", ErrorCode.BAD_DATA, "what", "hint"),
        new Letter.Failed("job", null, "what", null),
        new Letter.Figures("job", SOMEBODY, true, new PartFigures(11, 12, List.of(figures))),
        new Letter.Decided("job", 5, true),
        new Letter.Over("job", SOMEBODY),
        new Letter.Leaving(SOMEBODY));
  }

  @ParameterizedTest
  @MethodSource("letters")
  void aLetterArrivesAsItWasSent(Letter letter) {
    assertThat(Letter.read(letter.write())).isEqualTo(letter);
  }

  @Test
  void anErrorKeepsWhatAUserHasToKnow() {
    var error = new WadiException(ErrorCode.BAD_DATA, "what", new IllegalStateException("inside"));
    Letter.Failed told = Letter.Failed.of("job", error.withHint("mend it"));
    assertThat(told.error())
        .isInstanceOfSatisfying(
            WadiException.class,
            e -> {
              assertThat(e.describe()).isEqualTo("BAD_DATA: what (mend it)");
              assertThat(e).hasNoCause();
            });
    assertThat(Letter.Failed.of("job", new IllegalStateException("bug")).error())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bug");
  }

  @Test
  void aDescriptionIsReadAsItWasWritten() {
    var run =
        new RunDescription(
            "job",
            new byte[] {1, 2},
            JobSettings.defaults("test").of("pl_1", "job_1"),
            "pl_1",
            List.of(SOMEBODY, new UUID(3, 4)),
            6,
            5,
            "s3://somewhere",
            DeltaLimits.DEFAULT,
            Map.of(0, List.of(SPLIT)));
    RunDescription read = RunDescription.read(run.write());
    assertThat(read).usingRecursiveComparison().isEqualTo(run);
    assertThat(read.owner()).isEqualTo(SOMEBODY);
    assertThat(read.seat(new UUID(3, 4)).member()).isEqualTo(1);
    assertThat(read.seat(new UUID(5, 6)).isTaken(0, 100)).isFalse();
  }

  @Test
  void anotherVersionIsRefused() {
    byte[] other = "{\"version\": 2}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> RunDescription.read(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a run is described in version 2, this program reads 1");
  }
}
