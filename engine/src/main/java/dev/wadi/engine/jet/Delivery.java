package dev.wadi.engine.jet;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import java.io.IOException;

/// A letter on its way: whoever gets it reads it.
final class Delivery implements Runnable, HazelcastInstanceAware {
  private final byte[] letter;
  private HazelcastInstance hazelcast;

  Delivery(byte[] letter) {
    this.letter = letter;
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance instance) {
    hazelcast = instance;
  }

  @Override
  public void run() {
    Member.of(hazelcast).read(Letter.read(letter), new Mail(hazelcast));
  }

  /// How it travels.
  static final class Serializer implements StreamSerializer<Delivery> {
    private static final int TYPE = 5118;

    @Override
    public int getTypeId() {
      return TYPE;
    }

    @Override
    public void write(ObjectDataOutput out, Delivery delivery) throws IOException {
      out.writeByteArray(delivery.letter);
    }

    @Override
    public Delivery read(ObjectDataInput in) throws IOException {
      return new Delivery(in.readByteArray());
    }
  }
}
