package dev.wadi.planner.resolve;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MILLIS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.SECONDS;

import dev.wadi.engine.plan.BadData;
import dev.wadi.engine.plan.PipelineSettings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// What `SET` can set, under the constant's name in lower case.
enum Setting {
  UPDATING_TTL("how long an updating operator remembers a key that gets no rows") {
    @Override
    PipelineSettings set(PipelineSettings settings, SettingValue value) {
      return settings.withUpdatingTtl(value.timeSpan());
    }

    @Override
    PipelineSettings reset(PipelineSettings settings) {
      return settings.withUpdatingTtl(PipelineSettings.defaults().updatingTtl());
    }

    @Override
    String show(PipelineSettings settings) {
      return text(settings.updatingTtl());
    }
  },

  UPDATING_FLUSH_INTERVAL("how long an updating operator holds changes back, to make one of many") {
    @Override
    PipelineSettings set(PipelineSettings settings, SettingValue value) {
      return settings.withUpdatingFlush(value.timeSpan());
    }

    @Override
    PipelineSettings reset(PipelineSettings settings) {
      return settings.withUpdatingFlush(PipelineSettings.defaults().updatingFlush());
    }

    @Override
    String show(PipelineSettings settings) {
      return text(settings.updatingFlush());
    }
  },

  ALLOWED_LATENESS("how long after its end a window still takes rows, and is emitted once more") {
    @Override
    PipelineSettings set(PipelineSettings settings, SettingValue value) {
      return settings.withAllowedLateness(value.timeSpan());
    }

    @Override
    PipelineSettings reset(PipelineSettings settings) {
      return settings.withAllowedLateness(PipelineSettings.defaults().allowedLateness());
    }

    @Override
    String show(PipelineSettings settings) {
      return text(settings.allowedLateness());
    }
  },

  EARLY_FIRE_INTERVAL("how often windows are emitted before they end; never if not set") {
    @Override
    PipelineSettings set(PipelineSettings settings, SettingValue value) {
      return settings.withEarlyFire(Optional.of(value.timeSpan()));
    }

    @Override
    PipelineSettings reset(PipelineSettings settings) {
      return settings.withEarlyFire(Optional.empty());
    }

    @Override
    String show(PipelineSettings settings) {
      return settings.earlyFire().map(Setting::text).orElse(null);
    }
  },

  PARALLELISM("how many subtasks each stage has at most") {
    @Override
    PipelineSettings set(PipelineSettings settings, SettingValue value) {
      return settings.withParallelism(
          OptionalInt.of(value.wholeNumber(PipelineSettings.PARALLELISM_MAX)));
    }

    @Override
    PipelineSettings reset(PipelineSettings settings) {
      return settings.withParallelism(OptionalInt.empty());
    }

    @Override
    String show(PipelineSettings settings) {
      return text(settings.parallelism());
    }
  },

  BATCH_ROWS("how many rows a batch has at most") {
    @Override
    PipelineSettings set(PipelineSettings settings, SettingValue value) {
      return settings.withBatchRows(
          OptionalInt.of(value.wholeNumber(PipelineSettings.BATCH_ROWS_MAX)));
    }

    @Override
    PipelineSettings reset(PipelineSettings settings) {
      return settings.withBatchRows(OptionalInt.empty());
    }

    @Override
    String show(PipelineSettings settings) {
      return text(settings.batchRows());
    }
  },

  LINGER("how long rows may be held back to fill a batch") {
    @Override
    PipelineSettings set(PipelineSettings settings, SettingValue value) {
      return settings.withLinger(Optional.of(value.timeSpan()));
    }

    @Override
    PipelineSettings reset(PipelineSettings settings) {
      return settings.withLinger(Optional.empty());
    }

    @Override
    String show(PipelineSettings settings) {
      return settings.linger().map(Setting::text).orElse(null);
    }
  },

  CHECKPOINT_INTERVAL("how often a pipeline of a server saves its state") {
    @Override
    PipelineSettings set(PipelineSettings settings, SettingValue value) {
      return settings.withCheckpointInterval(Optional.of(value.timeSpan()));
    }

    @Override
    PipelineSettings reset(PipelineSettings settings) {
      return settings.withCheckpointInterval(Optional.empty());
    }

    @Override
    String show(PipelineSettings settings) {
      return settings.checkpointInterval().map(Setting::text).orElse(null);
    }
  },

  TIME_ZONE("whose dates and times moments have") {
    @Override
    PipelineSettings set(PipelineSettings settings, SettingValue value) {
      return settings.withTimeZone(value.timeZone());
    }

    @Override
    PipelineSettings reset(PipelineSettings settings) {
      return settings.withTimeZone(PipelineSettings.defaults().timeZone());
    }

    @Override
    String show(PipelineSettings settings) {
      return settings.timeZone().getId().equals("Z") ? "UTC" : settings.timeZone().getId();
    }
  },

  BAD_DATA("what becomes of rows that a plugin's function rejects: 'fail' or 'drop'") {
    @Override
    PipelineSettings set(PipelineSettings settings, SettingValue value) {
      return settings.withBadData(value.oneOf(BadData.class));
    }

    @Override
    PipelineSettings reset(PipelineSettings settings) {
      return settings.withBadData(PipelineSettings.defaults().badData());
    }

    @Override
    String show(PipelineSettings settings) {
      return settings.badData().name().toLowerCase(Locale.ROOT);
    }
  },

  DEAD_LETTER_TABLE("the table that gets what bad_data = 'drop' leaves out; none if not set") {
    @Override
    PipelineSettings set(PipelineSettings settings, SettingValue value) {
      return settings.withDeadLetterTable(Optional.of(value.name()));
    }

    @Override
    PipelineSettings reset(PipelineSettings settings) {
      return settings.withDeadLetterTable(Optional.empty());
    }

    @Override
    String show(PipelineSettings settings) {
      return settings.deadLetterTable().orElse(null);
    }
  };

  private final String description;

  Setting(String description) {
    this.description = description;
  }

  /// As in SQL.
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// One phrase for people.
  String description() {
    return description;
  }

  abstract PipelineSettings set(PipelineSettings settings, SettingValue value);

  abstract PipelineSettings reset(PipelineSettings settings);

  /// The value as text, null if it is left to the engine.
  abstract String show(PipelineSettings settings);

  private static String text(OptionalInt number) {
    return number.isEmpty() ? null : String.valueOf(number.getAsInt());
  }

  private static String text(Duration span) {
    if (span.isZero()) {
      return "0 seconds";
    }
    for (ChronoUnit unit : List.of(DAYS, HOURS, MINUTES, SECONDS)) {
      if (span.toMillis() % unit.getDuration().toMillis() == 0) {
        return counted(span.dividedBy(unit.getDuration()), unit);
      }
    }
    return counted(span.toMillis(), MILLIS);
  }

  private static String counted(long count, ChronoUnit unit) {
    String plural = unit == MILLIS ? "milliseconds" : unit.name().toLowerCase(Locale.ROOT);
    return count + " " + (count == 1 ? plural.substring(0, plural.length() - 1) : plural);
  }
}
