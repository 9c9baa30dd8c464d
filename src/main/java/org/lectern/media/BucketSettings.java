package org.lectern.media;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where recordings are kept when that is a bucket. There is none of this unless its name is set.
 *
 * @param bucket its name; it is this Lectern's alone
 * @param endpoint of whoever offers it; none is Amazon's own of the region
 * @param pathStyle whether the name of the bucket stands in the path and not in the host
 * @param cache how many bytes of what is in the bucket are kept on this machine as well
 */
@ConditionalOnProperty("lectern.media.s3.bucket")
@ConfigurationProperties("lectern.media.s3")
record BucketSettings(
    String bucket,
    @Nullable URI endpoint,
    @DefaultValue("us-east-1") String region,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @DefaultValue("true") boolean pathStyle,
    @DefaultValue("10GB") DataSize cache) {

  BucketSettings {
    if (isMissing(bucket) || isMissing(accessKey) || isMissing(secretKey)) {
      throw new IllegalArgumentException(
          "Recordings are to be kept in the bucket '%s', so lectern.media.s3.bucket, .access-key and .secret-key are all needed.".formatted(bucket));
    }
  }

  private static boolean isMissing(@Nullable String value) {
    return value == null || value.isBlank();
  }

  /** Without the keys, so that they are in no log. */
  @Override
  public String toString() {
    return "bucket '%s' at %s".formatted(bucket, endpoint == null ? region : endpoint);
  }
}
