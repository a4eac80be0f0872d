package dev.wadi.server.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalDouble;

/// What is measured. The SQL of each query is a resource; its first line says what it is about.
public enum NexmarkQuery {
  Q0(1_000),
  Q1(1_003),
  Q2(1_370),
  Q3(938),
  Q4(184),
  Q5(382),
  Q6,
  Q7(129),
  Q8(870),
  Q9(131),
  Q10,
  Q11(369),
  Q12(483),
  Q13,
  Q14,
  Q15(243),
  Q16(44),
  Q17(543),
  Q18(274),
  Q19(238),
  Q20(199),
  Q21(341),
  Q22(595),
  TUMBLE;

  private static final String COMMENT = "-- ";

  private final OptionalDouble flinkEventsPerCpuSecond;

  NexmarkQuery() {
    flinkEventsPerCpuSecond = OptionalDouble.empty();
  }

  // Flink SQL 2.3.0 in one JVM with two cores and a source without a limit.
  NexmarkQuery(int thousandsPerCpuSecond) {
    flinkEventsPerCpuSecond = OptionalDouble.of(thousandsPerCpuSecond * 1000.0);
  }

  /// As in `--queries`, and the name of its resource.
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What Flink does, where it was measured.
  public OptionalDouble flinkEventsPerCpuSecond() {
    return flinkEventsPerCpuSecond;
  }

  /// A few words.
  public String description() {
    return text().substring(COMMENT.length()).split("[:.\\n]", 2)[0];
  }

  /// The query, a SELECT.
  public String text() {
    return resource(title());
  }

  /// The table of {@link NexmarkScripts} that it writes to.
  String target() {
    return this == Q10 ? "files" : "nowhere";
  }

  static String resource(String name) {
    try (InputStream in = NexmarkQuery.class.getResourceAsStream("nexmark/" + name + ".sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
