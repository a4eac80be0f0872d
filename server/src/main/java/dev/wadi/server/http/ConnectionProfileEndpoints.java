package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.StoredProfiles.StoredProfile;
import dev.wadi.server.pipeline.ConnectionProfiles;
import dev.wadi.server.pipeline.ConnectionTests;
import java.util.List;
import java.util.Map;

/// `connection_profiles`: options that tables share. Their values go in and never come out.
final class ConnectionProfileEndpoints {
  private final ConnectionProfiles profiles;
  private final ConnectionTests tests;

  ConnectionProfileEndpoints(ConnectionProfiles profiles, ConnectionTests tests) {
    this.profiles = profiles;
    this.tests = tests;
  }

  /// @param config the options
  private record ProfilePost(String name, String connector, Map<String, String> config) {}

  Reply add(ApiRequest request) {
    ProfilePost post = whole(request);
    return created(
        profiles.add(
            post.name(),
            post.connector(),
            post.config(),
            profile -> request.made(created(profile))));
  }

  /// Tries whether a profile would work.
  Reply test(ApiRequest request) {
    ProfilePost post = whole(request);
    return Reply.ok(ConnectionTestView.of(tests.profile(post.connector(), post.config())));
  }

  private static ProfilePost whole(ApiRequest request) {
    ProfilePost post = request.json(ProfilePost.class);
    if (post.name() == null || post.connector() == null || post.config() == null) {
      throw new WadiException(
          ErrorCode.INVALID_REQUEST,
          "the request needs the properties 'name', 'connector' and 'config'");
    }
    if (post.config().containsValue(null)) {
      throw new WadiException(ErrorCode.INVALID_REQUEST, "an option of 'config' is null");
    }
    return post;
  }

  private static Reply created(StoredProfile profile) {
    return Reply.created(
        Api.BASE + "/connection_profiles/" + profile.id(), ProfileView.of(profile));
  }

  Reply all(ApiRequest request) {
    return Reply.ok(Page.of(request, profiles.all(), StoredProfile::id).map(ProfileView::of));
  }

  Reply get(ApiRequest request) {
    return Reply.ok(ProfileView.of(profiles.get(request.path("profile"))));
  }

  Reply remove(ApiRequest request) {
    profiles.remove(request.path("profile"));
    return Reply.noContent();
  }

  /// @param options their names
  private record ProfileView(
      String id, String name, String connector, List<String> options, String createdAt) {
    private static ProfileView of(StoredProfile profile) {
      return new ProfileView(
          profile.id(),
          profile.name(),
          profile.connector(),
          profile.options().keySet().stream().sorted().toList(),
          profile.createdAt().toString());
    }
  }
}
