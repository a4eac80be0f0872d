package dev.wadi.engine.aggregate;

import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.AggregateCall.Order;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Picks the accumulator for an aggregate call.
final class Accumulators {
  private final AggregateCall call;
  private final List<Field> arguments;
  private final boolean retracting;
  private final PluginAggregate plugin;
  private final BufferAllocator allocator;

  private Accumulators(
      AggregateCall call,
      List<Field> arguments,
      boolean retracting,
      PluginAggregate plugin,
      BufferAllocator allocator) {
    this.call = call;
    this.arguments = arguments;
    this.retracting = retracting;
    this.plugin = plugin;
    this.allocator = allocator;
  }

  /// @param arguments types of the call's arguments
  /// @param retracting whether rows will be taken back
  /// @param plugins not asked by an accumulator that is only asked for its types
  static Accumulator create(
      AggregateCall call,
      List<Field> arguments,
      boolean retracting,
      PluginAggregates plugins,
      BufferAllocator allocator) {
    var choice = new Accumulators(call, arguments, retracting, plugins.of(call), allocator);
    return call.distinct() && dependsOnRepetition(call) ? choice.distinct() : choice.plain();
  }

  private static boolean dependsOnRepetition(AggregateCall call) {
    return switch (call.function()) {
      case MIN, MAX, BOOL_AND, BOOL_OR, BIT_AND, BIT_OR, SINGLE_VALUE -> false;
      case FIRST_VALUE, LAST_VALUE, ANY_VALUE, ARG_MIN, ARG_MAX, APPROX_DISTINCT -> false;
      case COUNT, SUM, AVG, STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP, BIT_XOR -> true;
      case CORR, COVAR_POP, COVAR_SAMP, REGR_AVGX, REGR_AVGY, REGR_INTERCEPT, REGR_R2 -> true;
      case REGR_SLOPE, REGR_SXX, REGR_SXY, REGR_SYY, MEDIAN, MODE -> true;
      case PERCENTILE_CONT, PERCENTILE_DISC, APPROX_PERCENTILE, ARRAY_AGG, STRING_AGG -> true;
      case PLUGIN -> true;
    };
  }

  private Accumulator distinct() {
    return new DistinctAccumulator(plain(), arguments, nulls(), retracting, allocator);
  }

  private NullRule nulls() {
    return switch (call.function()) {
      case ARRAY_AGG, FIRST_VALUE, LAST_VALUE, SINGLE_VALUE -> NullRule.KEEP;
      case ANY_VALUE, STRING_AGG -> NullRule.SKIP_FIRST;
      case PLUGIN ->
          call.plugin().nulls() == NullHandling.STRICT ? NullRule.SKIP_ANY : NullRule.KEEP;
      default -> NullRule.SKIP_ANY;
    };
  }

  private Accumulator plain() {
    return switch (call.function()) {
      case COUNT -> new CountAccumulator(call.type(), allocator);
      case SUM -> sum();
      case AVG -> average();
      case MIN, BOOL_AND -> extreme(false);
      case MAX, BOOL_OR -> extreme(true);
      case STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP ->
          new VarianceAccumulator(call.function(), call.type(), allocator);
      case SINGLE_VALUE -> singleValue();
      case BIT_AND, BIT_OR -> bits();
      case BIT_XOR -> new BitAccumulator(call.function(), call.type(), allocator);
      case CORR, COVAR_POP, COVAR_SAMP -> pairs();
      case REGR_AVGX, REGR_AVGY, REGR_INTERCEPT, REGR_R2, REGR_SLOPE -> pairs();
      case REGR_SXX, REGR_SXY, REGR_SYY -> pairs();
      case MEDIAN -> ordered(OrderedResult.median());
      case MODE -> ordered(OrderedResult.mode());
      case PERCENTILE_CONT -> ordered(OrderedResult.continuous(call));
      case PERCENTILE_DISC -> ordered(OrderedResult.discrete(call));
      case ARRAY_AGG -> rows(new RowsResult.Lists(call.type(), allocator), call.ordering());
      case STRING_AGG ->
          rows(
              new RowsResult.Joined(call.type(), call.parameters().getFirst(), allocator),
              call.ordering());
      case FIRST_VALUE, ANY_VALUE -> pick(false, call.ordering());
      case LAST_VALUE -> pick(true, call.ordering());
      case ARG_MIN -> pick(false, List.of(new Order(1, false, false)));
      case ARG_MAX -> pick(false, List.of(new Order(1, true, false)));
      case APPROX_DISTINCT -> approximateDistinct();
      case APPROX_PERCENTILE -> approximatePercentile();
      case PLUGIN -> ofPlugin();
    };
  }

  // One that cannot take rows back is computed anew over those that are left.
  private Accumulator ofPlugin() {
    var kind = (FunctionKind.Aggregate) call.plugin().kind();
    return retracting && !kind.retracts()
        ? rows(new RowsResult.Computed(() -> accumulator(kind)), List.of())
        : accumulator(kind);
  }

  private Accumulator accumulator(FunctionKind.Aggregate kind) {
    return new PluginAccumulator(kind, plugin, nulls(), allocator);
  }

  private Accumulator sum() {
    return switch (call.type().getType()) {
      case ArrowType.FloatingPoint _ -> new DoubleSumAccumulator(call.type(), false, allocator);
      case ArrowType.Decimal _ ->
          new ExactSumAccumulator(call.type(), arguments.getFirst(), false, allocator);
      default -> new LongSumAccumulator(call.type(), allocator);
    };
  }

  private Accumulator average() {
    return arguments.getFirst().getType() instanceof ArrowType.FloatingPoint
        ? new DoubleSumAccumulator(call.type(), true, allocator)
        : new ExactSumAccumulator(call.type(), arguments.getFirst(), true, allocator);
  }

  private Accumulator extreme(boolean greatest) {
    if (retracting) {
      return ordered(OrderedResult.extreme(greatest));
    }
    return ComparableLongs.supports(call.type())
        ? new FixedExtremeAccumulator(greatest, call.type(), allocator)
        : new ObjectExtremeAccumulator(greatest, call.type(), allocator);
  }

  private Accumulator ordered(OrderedResult result) {
    return new OrderedAccumulator(result, arguments.getFirst(), call.type(), allocator);
  }

  private Accumulator bits() {
    boolean and = call.function() == AggregateCall.AggregateFunction.BIT_AND;
    return retracting
        ? ordered(OrderedResult.bits(and))
        : new BitAccumulator(call.function(), call.type(), allocator);
  }

  private Accumulator pairs() {
    return new PairAccumulator(call.function(), call.type(), allocator);
  }

  private Accumulator rows(RowsResult result, List<Order> ordering) {
    return new RowsAccumulator(
        result, new RowOrder(ordering), nulls(), arguments, retracting, allocator);
  }

  private Accumulator pick(boolean last, List<Order> ordering) {
    return retracting
        ? rows(new RowsResult.Picked(call.type(), last, allocator), ordering)
        : new PickAccumulator(
            last, new RowOrder(ordering), nulls(), call.type(), arguments, allocator);
  }

  private Accumulator singleValue() {
    return retracting
        ? rows(new RowsResult.Only(call.type(), allocator), List.of())
        : new SingleValueAccumulator(call.type(), allocator);
  }

  private Accumulator approximateDistinct() {
    return retracting
        ? new DistinctAccumulator(
            new CountAccumulator(call.type(), allocator), arguments, nulls(), true, allocator)
        : Sketches.distinct(call.type(), allocator);
  }

  // The sketch knows no weights.
  private Accumulator approximatePercentile() {
    boolean weighted = arguments.size() > 1;
    return retracting || weighted
        ? ordered(OrderedResult.continuous(call))
        : Sketches.percentile(call, allocator);
  }
}
