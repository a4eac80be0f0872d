package dev.wadi.server.grpc;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import dev.wadi.server.access.Caller;
import dev.wadi.server.access.Role;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.Service;
import io.vertx.grpc.server.ServiceBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A service and its methods.
public final class GrpcService {
  private final ServiceName name;
  private final ServiceDescriptor descriptor;
  private final List<Binding> bindings = new ArrayList<>();
  private final Map<String, CallHandler.Home<?, ?>> homes = new HashMap<>();

  @FunctionalInterface
  private interface Binding {
    void to(ServiceBuilder service, Reception reception);
  }

  public GrpcService(ServiceDescriptor descriptor) {
    this.descriptor = descriptor;
    this.name = ServiceName.create(descriptor.getFullName());
  }

  /// Adds a method that reads and writes any number of messages, and changes nothing.
  ///
  /// @param needed by those who call it
  /// @param question any message of the type that it reads
  public <Q extends Message, A extends Message> void method(
      Role needed, String method, Q question, CallHandler.Method<Q, A> work) {
    add(needed, false, method, question, work);
  }

  /// Adds a method that reads one message and writes one, and changes nothing.
  ///
  /// @param needed by those who call it
  /// @param question any message of the type that it reads
  public <Q extends Message, A extends Message> void method(
      Role needed, String method, Q question, BiFunction<Caller, Q, A> work) {
    add(needed, false, method, question, one(work));
  }

  /// Adds a method that changes something, and is written down.
  ///
  /// @param needed by those who call it
  /// @param question any message of the type that it reads
  public <Q extends Message, A extends Message> void change(
      Role needed, String method, Q question, CallHandler.Method<Q, A> work) {
    add(needed, true, method, question, work);
  }

  /// The same for one that reads one message and writes one.
  ///
  /// @param needed by those who call it
  /// @param question any message of the type that it reads
  public <Q extends Message, A extends Message> void change(
      Role needed, String method, Q question, BiFunction<Caller, Q, A> work) {
    add(needed, true, method, question, one(work));
  }

  /// Has the calls of a method answered by the server that a pipeline belongs to.
  ///
  /// @param pipeline the one that a message names
  /// @param answer any message of the type that is answered
  public <Q extends Message, A extends Message> void atOwner(
      String method, Function<Q, String> pipeline, A answer) {
    homes.put(method, new CallHandler.Home<>(pipeline, answer));
  }

  @SuppressWarnings("unchecked")
  private <Q, A> Optional<CallHandler.Home<Q, A>> home(String method) {
    return Optional.ofNullable((CallHandler.Home<Q, A>) homes.get(method));
  }

  private static <Q extends Message, A extends Message> CallHandler.Method<Q, A> one(
      BiFunction<Caller, Q, A> work) {
    return (caller, questions, answers) -> answers.send(work.apply(caller, questions.first()));
  }

  private <Q extends Message, A extends Message> void add(
      Role needed, boolean changes, String method, Q question, CallHandler.Method<Q, A> work) {
    ServiceMethod<Q, A> bound =
        ServiceMethod.server(
            name, method, GrpcMessageEncoder.encoder(), GrpcMessageDecoder.decoder(question));
    bindings.add((service, reception) ->
        service.bind(bound, new CallHandler<Q, A>(reception, needed, changes, work, home(method))));
  }

  /// The service as a server takes it.
  public Service bound(Reception reception) {
    ServiceBuilder service = Service.service(name, descriptor);
    bindings.forEach(binding -> binding.to(service, reception));
    return service.build();
  }
}
