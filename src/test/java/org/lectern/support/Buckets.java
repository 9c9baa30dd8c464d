package org.lectern.support;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What is in the buckets of {@link S3Server}, asked past every line that a test may cut. */
public final class Buckets {

  private Buckets() {}

  private static final class Client {
    static final S3Client INSTANCE =
        S3Client.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + S3Server.port()))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
            .build();
  }

  public static S3Client client() {
    return Client.INSTANCE;
  }

  /** Makes a bucket unless there is one. */
  public static void make(String name) {
    if (client().listBuckets().buckets().stream().noneMatch(one -> one.name().equals(name))) {
      client().createBucket(one -> one.bucket(name));
    }
  }

  public static List<String> keys(String bucket, String prefix) {
    return client().listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents().stream().map(S3Object::key).toList();
  }

  public static byte[] read(String bucket, String key) {
    return client().getObjectAsBytes(one -> one.bucket(bucket).key(key)).asByteArray();
  }
}
