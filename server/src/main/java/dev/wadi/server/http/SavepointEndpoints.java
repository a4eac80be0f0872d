package dev.wadi.server.http;

import dev.wadi.engine.checkpoint.Savepoint;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.pipeline.Pipelines;
import java.time.Instant;

/// `pipelines/{pipeline}/savepoints`
final class SavepointEndpoints {
  private final Pipelines pipelines;

  SavepointEndpoints(Pipelines pipelines) {
    this.pipelines = pipelines;
  }

  private record SavepointPost(String name) {}

  /// @param epoch of the checkpoint
  /// @param createdAt when the checkpoint was made
  /// @param bytes of the state that it has
  private record SavepointView(String name, long epoch, String createdAt, long bytes, String url) {
    private static SavepointView of(String pipeline, Savepoint savepoint) {
      return new SavepointView(
          savepoint.name(),
          savepoint.epoch(),
          Instant.ofEpochMilli(savepoint.madeMillis()).toString(),
          savepoint.bytes(),
          "%s/pipelines/%s/savepoints/%s".formatted(Api.BASE, pipeline, savepoint.name()));
    }
  }

  /// Newest first.
  Reply all(ApiRequest request) {
    String id = known(request);
    return Reply.ok(
        Listing.of(pipelines.savepoints().all(id)).map(one -> SavepointView.of(id, one)));
  }

  Reply get(ApiRequest request) {
    String id = known(request);
    return Reply.ok(
        SavepointView.of(id, pipelines.savepoints().get(id, request.path("savepoint"))));
  }

  Reply make(ApiRequest request) {
    String name = request.json(SavepointPost.class).name();
    if (name == null) {
      throw new WadiException(ErrorCode.INVALID_REQUEST, "the request needs the property 'name'");
    }
    String id = PipelineEndpoints.owned(pipelines, request);
    SavepointView view = SavepointView.of(id, pipelines.savepoints().make(id, name));
    return Reply.created(view.url(), view);
  }

  Reply remove(ApiRequest request) {
    String id = PipelineEndpoints.owned(pipelines, request);
    pipelines.savepoints().remove(id, request.path("savepoint"));
    return Reply.noContent();
  }

  private String known(ApiRequest request) {
    return pipelines.get(request.path("pipeline")).pipeline().id();
  }
}
