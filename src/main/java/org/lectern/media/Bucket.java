package org.lectern.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.LectureId;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The bucket, and what is asked of it. It alone knows the SDK, whose classes are loaded only where there is a bucket. */
final class Bucket implements AutoCloseable {

  /** What is larger goes up in parts. It is in memory once while it does. */
  private static final int PART = 16 << 20;
  private static final String DIGEST = "sha256";
  private static final String GROWING = "growing/";
  private static final Pattern SEGMENT = Pattern.compile(GROWING + "(\\d{1,18})/(\\d{1,3})-(\\d{1,3})/.*");
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  /** @param digest in hexadecimal, null where somebody else put the file there */
  record Kept(long length, @Nullable String digest) {
    boolean is(MediaIndex.Sealed sealed) {
      return length == sealed.length() && HexFormat.of().formatHex(sealed.digest()).equals(digest);
    }
  }

  private final BucketSettings settings;
  private final Outage outage;
  private final S3Client client;

  Bucket(BucketSettings settings, Outage outage) {
    this.settings = settings;
    this.outage = outage;
    this.client = client(settings);
  }

  /** Checksums that only Amazon knows are left out; every part comes with its MD5, which all understand. */
  private static S3Client client(BucketSettings settings) {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(Duration.ofSeconds(3)).socketTimeout(Duration.ofSeconds(10)))
        .endpointOverride(settings.endpoint())
        .region(Region.of(settings.region()))
        .forcePathStyle(settings.pathStyle())
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .overrideConfiguration(override -> override.retryStrategy(StandardRetryStrategy.builder().maxAttempts(2).build()))
        .build();
  }

  /** As in the folder, so that any tool copies one into the other. */
  static String key(EpochId track) {
    return "finished/%s/%d-%d.mp4".formatted(track.lecture(), track.number(), track.epoch());
  }

  /** What a segment is called while its file grows. No two that differ have the same name, so that nothing is ever written over. */
  private static String key(EpochId track, MediaIndex.Stored segment) {
    return "%s%06d-%s".formatted(below(track), segment.entry().number(), HexFormat.of().formatHex(segment.digest()));
  }

  private static String below(EpochId track) {
    return "%s%s/%d-%d/".formatted(GROWING, track.lecture(), track.number(), track.epoch());
  }

  /**
   * Asks for something small, at the start.
   *
   * @throws BucketRefusedException when the bucket says that it will never do
   */
  void look() {
    long began = System.nanoTime();
    try {
      something();
      outage.answered();
    } catch (AwsServiceException refused) {
      if (refused.statusCode() / 100 != 5) {
        throw new BucketRefusedException(words(refused), refused);
      }
      outage.failed(began, words(refused));
    } catch (SdkException away) {
      outage.failed(began, words(away));
    }
  }

  void lookAgain() {
    ask(this::something);
  }

  private ListObjectsV2Response something() {
    return client.listObjectsV2(list -> list.bucket(settings.bucket()).maxKeys(1));
  }

  Optional<Kept> find(EpochId track) {
    return ask(() -> {
      try {
        HeadObjectResponse head = client.headObject(one -> one.bucket(settings.bucket()).key(key(track)));
        return Optional.of(new Kept(head.contentLength(), head.metadata().get(DIGEST)));
      } catch (AwsServiceException missing) {
        if (missing.statusCode() == NOT_FOUND) {
          return Optional.empty();
        }
        throw missing;
      }
    });
  }

  /** Lengths of all files, by key. */
  Map<String, Long> all() {
    return ask(() -> {
      Map<String, Long> all = new HashMap<>();
      client.listObjectsV2Paginator(list -> list.bucket(settings.bucket()).prefix("finished/"))
          .contents()
          .forEach(file -> all.put(file.key(), file.size()));
      return all;
    });
  }

  /** @return bytes of a file; fewer than were asked for where it ends, and none where it is not there */
  byte[] read(EpochId track, long from, long to) {
    return ask(() -> {
      try {
        return client.getObjectAsBytes(
            part -> part.bucket(settings.bucket()).key(key(track)).range("bytes=%d-%d".formatted(from, to - 1))).asByteArrayUnsafe();
      } catch (NoSuchKeyException missing) {
        return new byte[0];
      }
    });
  }

  /**
   * Puts a file there, whole or not at all.
   *
   * @return whether the file was what the index says; else nothing was put
   */
  boolean put(EpochId track, Path file, MediaIndex.Sealed sealed) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] first = in.readNBytes(PART);
      return first.length == sealed.length() ? putOne(track, first, sealed) : putInParts(track, first, in, sealed);
    }
  }

  private boolean putOne(EpochId track, byte[] all, MediaIndex.Sealed sealed) {
    if (!MessageDigest.isEqual(digest("SHA-256").digest(all), sealed.digest())) {
      return false;
    }
    ask(() -> client.putObject(
        one -> one.bucket(settings.bucket()).key(key(track)).contentMD5(md5(all)).metadata(metadata(sealed)), RequestBody.fromBytes(all)));
    return true;
  }

  private boolean putInParts(EpochId track, byte[] first, InputStream rest, MediaIndex.Sealed sealed) throws IOException {
    abandonEarlier(track);
    String upload = ask(() -> client.createMultipartUpload(
        begun -> begun.bucket(settings.bucket()).key(key(track)).metadata(metadata(sealed))).uploadId());
    boolean whole = false;
    try {
      MessageDigest digest = digest("SHA-256");
      List<CompletedPart> parts = new ArrayList<>();
      for (byte[] part = first; part.length > 0; part = rest.readNBytes(PART)) {
        digest.update(part);
        parts.add(putPart(track, upload, parts.size() + 1, part));
      }
      if (MessageDigest.isEqual(digest.digest(), sealed.digest())) {
        ask(() -> client.completeMultipartUpload(
            done -> done.bucket(settings.bucket()).key(key(track)).uploadId(upload).multipartUpload(all -> all.parts(parts))));
        whole = true;
      }
      return whole;
    } finally {
      if (!whole) {
        abandon(track, upload);
      }
    }
  }

  private CompletedPart putPart(EpochId track, String upload, int number, byte[] bytes) {
    String tag = ask(() -> client.uploadPart(
        part -> part.bucket(settings.bucket()).key(key(track)).uploadId(upload).partNumber(number).contentMD5(md5(bytes)),
        RequestBody.fromBytes(bytes)).eTag());
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  /** What a kill interrupted. Parts that nobody completes are paid for. */
  private void abandonEarlier(EpochId track) {
    ask(() -> client.listMultipartUploads(list -> list.bucket(settings.bucket()).prefix(key(track))).uploads()).stream()
        .filter(begun -> begun.key().equals(key(track)))
        .forEach(begun -> abandon(track, begun.uploadId()));
  }

  private void abandon(EpochId track, String upload) {
    try {
      client.abortMultipartUpload(begun -> begun.bucket(settings.bucket()).key(key(track)).uploadId(upload));
    } catch (SdkException away) {
      // What kept it from being put is told already; the next attempt clears away what is left.
    }
  }

  private static Map<String, String> metadata(MediaIndex.Sealed sealed) {
    return Map.of(DIGEST, HexFormat.of().formatHex(sealed.digest()));
  }

  /** Puts one segment of a file that grows. */
  void put(EpochId track, MediaIndex.Stored segment, byte[] bytes) {
    ask(() -> client.putObject(
        one -> one.bucket(settings.bucket()).key(key(track, segment)).contentMD5(md5(bytes)), RequestBody.fromBytes(bytes)));
  }

  /** @return its bytes; empty where it is not there, or not as it was put */
  Optional<byte[]> read(EpochId track, MediaIndex.Stored segment) {
    return ask(() -> {
      try {
        return Optional.of(client.getObjectAsBytes(one -> one.bucket(settings.bucket()).key(key(track, segment))).asByteArrayUnsafe());
      } catch (NoSuchKeyException missing) {
        return Optional.<byte[]>empty();
      }
    }).filter(bytes -> MessageDigest.isEqual(digest("SHA-256").digest(bytes), segment.digest()));
  }

  /**
   * Deletes the segments of a file that is there as a whole. One by one: the request for many has a checksum that not all understand.
   *
   * @return whether the keys may; that they may not is no reason to ask for nothing else
   */
  boolean deleteSegments(EpochId track) {
    return keys(below(track)).stream().allMatch(key -> ask(() -> delete(key)));
  }

  private boolean delete(String key) {
    try {
      client.deleteObject(one -> one.bucket(settings.bucket()).key(key));
      return true;
    } catch (AwsServiceException refused) {
      if (refused.statusCode() == FORBIDDEN) {
        return false;
      }
      throw refused;
    }
  }

  /** The epochs of which segments are there. */
  Set<EpochId> growing() {
    Set<EpochId> growing = new HashSet<>();
    for (String key : keys(GROWING)) {
      Matcher name = SEGMENT.matcher(key);
      if (name.matches()) {
        LectureId lecture = new LectureId(Long.parseLong(name.group(1)));
        growing.add(new EpochId(lecture, Integer.parseInt(name.group(2)), Integer.parseInt(name.group(3))));
      }
    }
    return growing;
  }

  private List<String> keys(String prefix) {
    return ask(() -> client.listObjectsV2Paginator(list -> list.bucket(settings.bucket()).prefix(prefix))
        .contents().stream().map(S3Object::key).toList());
  }

  private <T> T ask(Supplier<T> question) {
    outage.check();
    long began = System.nanoTime();
    try {
      T answer = question.get();
      outage.answered();
      return answer;
    } catch (SdkException away) {
      throw outage.failed(began, words(away));
    }
  }

  private String words(SdkException failure) {
    if (!(failure instanceof AwsServiceException answer)) {
      return "The %s does not answer (%s)".formatted(settings, failure.getMessage());
    }
    String code = Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("");
    return "The %s %s (%d %s)".formatted(settings, words(answer.statusCode(), code), answer.statusCode(), code);
  }

  private static String words(int status, String code) {
    if (code.equals("InvalidAccessKeyId") || code.equals("SignatureDoesNotMatch")) {
      return "does not know the keys, lectern.media.s3.access-key and lectern.media.s3.secret-key";
    }
    return switch (status) {
      case 301, 307, 400 -> "is of another region than lectern.media.s3.region, or takes the request for a wrong one";
      case 401, 403 -> "does not let these keys in";
      case NOT_FOUND -> "does not exist";
      case 413, 507 -> "is full";
      case 429, 503 -> "is asked too much";
      default -> "has a fault";
    };
  }

  private static String md5(byte[] bytes) {
    return Base64.getEncoder().encodeToString(digest("MD5").digest(bytes));
  }

  static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
