package dev.wadi.engine.jet;

import com.hazelcast.function.FunctionEx;
import com.hazelcast.jet.core.Partitioner;

/// Has Jet take a parcel where it is addressed to.
final class ByAddress implements FunctionEx<Parcel, Integer>, Partitioner<Integer> {
  private static final long serialVersionUID = 1L;

  @Override
  public Integer applyEx(Parcel parcel) {
    return parcel.address();
  }

  @Override
  public int getPartition(Integer address, int partitionCount) {
    return address;
  }
}
