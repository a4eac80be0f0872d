package dev.wadi.engine.jet;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import java.io.IOException;
import java.util.Optional;

/// Parcels as they travel between members: a header, and the rows as Arrow's record batch without
/// its schema, which the edge has. Whoever writes a parcel gives up its reference to the rows;
/// whoever reads it has them in the memory of the run that it is for. If that is over, the rows are
/// dropped. Called by Jet's threads.
final class ParcelSerializer implements StreamSerializer<Parcel> {
  private static final int TYPE = 5117;

  private final Member member;

  ParcelSerializer(Member member) {
    this.member = member;
  }

  @Override
  public int getTypeId() {
    return TYPE;
  }

  @Override
  public void write(ObjectDataOutput out, Parcel parcel) throws IOException {
    Execution execution = parcel.execution();
    out.writeString(execution.jobId());
    out.writeInt(parcel.edge());
    out.writeInt(parcel.target());
    out.writeInt(parcel.address());
    execution.guarded(
        "an exchange",
        () -> RowTransfer.write(parcel.batch(), execution.schema(parcel.edge()), execution, out));
  }

  @Override
  public Parcel read(ObjectDataInput in) throws IOException {
    String jobId = in.readString();
    int edge = in.readInt();
    int target = in.readInt();
    int address = in.readInt();
    Optional<Execution> found = member.find(jobId).filter(execution -> !execution.isOver());
    if (found.isEmpty()) {
      RowTransfer.skip(in);
      return new Parcel(null, edge, target, address, null);
    }
    Execution execution = found.get();
    return execution.guarded(
        "an exchange",
        () -> {
          var batch = RowTransfer.read(in, execution.schema(edge), execution.allocator());
          execution.received(batch.rowCount());
          for (int i = target == Parcel.ALL ? execution.receivers(edge) : 1; i > 1; i--) {
            batch.retain();
          }
          return new Parcel(execution, edge, target, address, batch);
        });
  }
}
