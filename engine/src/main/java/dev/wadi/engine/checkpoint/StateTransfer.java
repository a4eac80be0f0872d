package dev.wadi.engine.checkpoint;

import dev.wadi.engine.checkpoint.Manifest.OperatorState;
import dev.wadi.engine.checkpoint.Manifest.StageEntry;
import dev.wadi.engine.dataflow.SplitState;
import dev.wadi.engine.dataflow.StateLayout;
import dev.wadi.engine.dataflow.StateLayout.Part;
import dev.wadi.engine.dataflow.StateLayout.Place;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries what a checkpoint remembers over to another plan, whose operators are elsewhere but do
/// the same with it.
///
/// @param differences what one plan has and the other one has not; nothing is carried over if there
///   are any
public record StateTransfer(StateLayout from, StateLayout to, List<Difference> differences) {
  public StateTransfer {
    differences = List.copyOf(differences);
  }

  /// Parts that take each other's place, if both are there.
  public record Difference(Optional<Part> before, Optional<Part> after) {}

  public static StateTransfer between(StateLayout from, StateLayout to) {
    SourcePairs sources = SourcePairs.of(from.sources(), to.sources());
    Map<Part, Part> operators = pairs(from.operators(), to.operators());
    List<Difference> differences = new ArrayList<>(differences(sources.gone(), sources.unclear()));
    differences.addAll(
        differences(
            from.operators().stream().filter(part -> !operators.containsKey(part)).toList(),
            to.operators().stream().filter(part -> !operators.containsValue(part)).toList()));
    return new StateTransfer(from, to, differences);
  }

  private static List<Difference> differences(List<Part> before, List<Part> after) {
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      differences.add(new Difference(part(before, i), part(after, i)));
    }
    return differences;
  }

  private static Optional<Part> part(List<Part> parts, int i) {
    return i < parts.size() ? Optional.of(parts.get(i)) : Optional.empty();
  }

  // Of several that are the same, each with one, in their order. The places make a part the only
  // one of its layout.
  private static Map<Part, Part> pairs(List<Part> from, List<Part> to) {
    List<Part> free = new ArrayList<>(to);
    Map<Part, Part> pairs = new HashMap<>();
    for (Part part : from) {
      free.stream()
          .filter(other -> other.identity().equals(part.identity()))
          .filter(other -> other.places().size() == part.places().size())
          .findFirst()
          .ifPresent(other -> {
            pairs.put(part, other);
            free.remove(other);
          });
    }
    return pairs;
  }

  /// The checkpoint as the other plan would have made it.
  ///
  /// @param fingerprint of the other plan
  /// @throws WadiException if it has more than can be carried over
  public Manifest of(Manifest manifest, String fingerprint) {
    if (!differences.isEmpty()) {
      throw new IllegalStateException("the plans differ: " + differences);
    }
    for (StageEntry stage : manifest.stages()) {
      if (stage.ended() && !from.readFirst().contains(stage.stage())) {
        throw unusable(manifest, "'%s' has come to its end".formatted(stage.name()));
      }
    }
    Map<Place, Place> moves = moves();
    Map<Integer, List<SplitState>> splits = splits(manifest);
    Map<Integer, List<OperatorState>> states = states(manifest, moves);
    List<StageEntry> stages = new ArrayList<>();
    for (int id = 0; id < to.stages().size(); id++) {
      if (isNewSource(id, splits)) {
        // Of which the checkpoint knows nothing, so that it begins at the beginning.
        continue;
      }
      stages.add(
          new StageEntry(
              id,
              to.stages().get(id),
              to.readFirst().contains(id),
              splits.getOrDefault(id, List.of()),
              states.getOrDefault(id, List.of()),
              stages.isEmpty() ? outputs(manifest) : List.of()));
    }
    return new Manifest(
        manifest.pipeline(),
        manifest.run(),
        manifest.epoch(),
        fingerprint,
        manifest.startedMillis(),
        manifest.durationMillis(),
        stages);
  }

  private static WadiException unusable(Manifest manifest, String why) {
    return new WadiException(
            ErrorCode.CONFLICT,
            "checkpoint %d of pipeline '%s' cannot be carried over: %s"
                .formatted(manifest.epoch(), manifest.pipeline(), why))
        .withHint("start another pipeline with the other SQL");
  }

  private boolean isNewSource(int stage, Map<Integer, List<SplitState>> splits) {
    Place source = Place.ofSource(stage);
    return !splits.containsKey(stage)
        && to.sources().stream().anyMatch(part -> part.places().contains(source));
  }

  private Map<Place, Place> moves() {
    Map<Place, Place> moves = new HashMap<>();
    pairs(from.operators(), to.operators())
        .forEach((before, after) -> {
          for (int i = 0; i < before.places().size(); i++) {
            moves.put(before.places().get(i), after.places().get(i));
          }
        });
    return moves;
  }

  // By stage of the other plan.
  private Map<Integer, List<SplitState>> splits(Manifest manifest) {
    Map<Integer, List<SplitState>> splits = new HashMap<>();
    SourcePairs.of(from.sources(), to.sources())
        .pairs()
        .forEach((after, before) ->
            splits.put(
                after.places().getFirst().stage(),
                manifest
                    .stage(before.places().getFirst().stage())
                    .map(StageEntry::splits)
                    .orElse(List.of())));
    return splits;
  }

  private static Map<Integer, List<OperatorState>> states(
      Manifest manifest, Map<Place, Place> moves) {
    Map<Integer, List<OperatorState>> states = new HashMap<>();
    for (StageEntry stage : manifest.stages()) {
      for (OperatorState state : stage.states()) {
        Place place = moves.get(new Place(stage.stage(), state.step()));
        if (place == null) {
          throw unusable(manifest, "'%s' has state that no other has".formatted(stage.name()));
        }
        states
            .computeIfAbsent(place.stage(), _ -> new ArrayList<>())
            .add(new OperatorState(place.step(), state.subtask(), state.files()));
      }
    }
    return states;
  }

  // Which stage they stand at does not matter: sinks have numbers of their own.
  private static List<Manifest.Output> outputs(Manifest manifest) {
    return manifest.stages().stream().flatMap(stage -> stage.outputs().stream()).toList();
  }
}
