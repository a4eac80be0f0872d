package dev.wadi.server.checkpoint;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/// A client of an object store as checkpoints need it: nothing in it waits for ever, and nothing is
/// tried for ever.
final class S3Connection {
  // Of one attempt at a small request. Large ones get more, by their size.
  static final Duration ATTEMPT = Duration.ofSeconds(20);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 3;
  // Stores other than Amazon's mostly ignore it, but a request cannot be signed without.
  private static final Region ANY_REGION = Region.US_EAST_1;

  private S3Connection() {}

  /// @throws WadiException if nobody says with which credentials, or in which region
  static S3Client open(CheckpointLocation.Bucket bucket) {
    S3Access access = bucket.access();
    Region region = region(bucket);
    DefaultCredentialsProvider credentials = DefaultCredentialsProvider.builder().build();
    requireCredentials(bucket, credentials);
    var client =
        S3Client.builder()
            .region(region)
            .credentialsProvider(credentials)
            .forcePathStyle(access.pathStyle())
            // A request is signed as a whole, not in chunks, and has the one checksum that we give
            // it: all stores understand that.
            .serviceConfiguration(
                service -> service.chunkedEncodingEnabled(false).expectContinueEnabled(false))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ATTEMPT))
            .overrideConfiguration(override ->
                override
                    .retryStrategy(
                        DefaultRetryStrategy.standardStrategyBuilder()
                            .maxAttempts(ATTEMPTS)
                            .build())
                    .apiCallAttemptTimeout(ATTEMPT)
                    .apiCallTimeout(ATTEMPT.multipliedBy(ATTEMPTS)));
    access.endpoint().ifPresent(client::endpointOverride);
    return client.build();
  }

  private static Region region(CheckpointLocation.Bucket bucket) {
    S3Access access = bucket.access();
    if (access.region().isPresent()) {
      return Region.of(access.region().get());
    }
    if (access.endpoint().isPresent()) {
      return SdkSystemSetting.AWS_REGION.getStringValue().map(Region::of).orElse(ANY_REGION);
    }
    try {
      return new DefaultAwsRegionProviderChain().getRegion();
    } catch (SdkClientException e) {
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT, "nothing says in which region %s is".formatted(bucket), e)
          .withHint("say it with --s3-region, or in the environment: AWS_REGION");
    }
  }

  private static void requireCredentials(
      CheckpointLocation.Bucket bucket, AwsCredentialsProvider credentials) {
    try {
      credentials.resolveCredentials();
    } catch (SdkClientException e) {
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT, "there are no credentials for %s".formatted(bucket), e)
          .withHint(
              "put them where Amazon's tools look for them: AWS_ACCESS_KEY_ID and"
                  + " AWS_SECRET_ACCESS_KEY in the environment, or ~/.aws/credentials");
    }
  }
}
