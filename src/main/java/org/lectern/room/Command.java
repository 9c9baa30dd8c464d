package org.lectern.room;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.media.Tracks;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client sent: a command, with an id, which is answered; or a signal, without, which is not.
 *
 * @param type such as {@code chat.post}
 */
public record Command(String type, @Nullable UUID id, JsonNode fields) {

  private static final JsonMapper MAPPER = new JsonMapper();

  /** @throws Malformed when it is not a JSON object with a type, or its id is no UUID */
  static Command parse(String text) {
    JsonNode fields;
    try {
      fields = MAPPER.readTree(text);
    } catch (JacksonException notJson) {
      throw new Malformed("not JSON");
    }
    if (!fields.isObject() || !fields.path("type").isString()) {
      throw new Malformed("not an object with a type");
    }
    return new Command(fields.get("type").stringValue(), id(fields), fields);
  }

  private static @Nullable UUID id(JsonNode fields) {
    if (!fields.has("id")) {
      return null;
    }
    try {
      return UUID.fromString(fields.path("id").asString(""));
    } catch (IllegalArgumentException notAnId) {
      throw new Malformed("id is not a UUID");
    }
  }

  /** The id of something that must have one. */
  public UUID requiredId() {
    if (id == null) {
      throw new Malformed("a command without an id");
    }
    return id;
  }

  public String text(String field) {
    JsonNode value = fields.path(field);
    if (!value.isString()) {
      throw new Malformed(field + " is not a text");
    }
    return value.stringValue();
  }

  public Optional<String> optionalText(String field) {
    return isAbsent(field) ? Optional.empty() : Optional.of(text(field));
  }

  /** A list of texts; none where there is no such field. */
  public List<String> texts(String field) {
    if (isAbsent(field)) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    JsonNode values = fields.path(field);
    for (JsonNode value : values) {
      if (!value.isString()) {
        throw new Malformed(field + " is not a list of texts");
      }
      texts.add(value.stringValue());
    }
    if (!values.isArray()) {
      throw new Malformed(field + " is not a list of texts");
    }
    return texts;
  }

  public boolean isTrue(String field) {
    return optionalTruth(field).orElse(false);
  }

  public Optional<Boolean> optionalTruth(String field) {
    if (isAbsent(field)) {
      return Optional.empty();
    }
    JsonNode value = fields.path(field);
    if (!value.isBoolean()) {
      throw new Malformed(field + " is neither true nor false");
    }
    return Optional.of(value.booleanValue());
  }

  public long number(String field) {
    JsonNode value = fields.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new Malformed(field + " is not a whole number");
    }
    return value.longValue();
  }

  public OptionalLong optionalNumber(String field) {
    return isAbsent(field) ? OptionalLong.empty() : OptionalLong.of(number(field));
  }

  /** A list of whole numbers; none where there is no such field. */
  public List<Long> numbers(String field) {
    if (isAbsent(field)) {
      return List.of();
    }
    List<Long> numbers = new ArrayList<>();
    JsonNode values = fields.path(field);
    for (JsonNode value : values) {
      if (!value.isIntegralNumber() || !value.canConvertToLong()) {
        throw new Malformed(field + " is not a list of whole numbers");
      }
      numbers.add(value.longValue());
    }
    if (!values.isArray()) {
      throw new Malformed(field + " is not a list of whole numbers");
    }
    return numbers;
  }

  /** A part of the picture, from 0 to 1. */
  public Optional<Double> fraction(String field) {
    if (isAbsent(field)) {
      return Optional.empty();
    }
    JsonNode value = fields.path(field);
    if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 1)) {
      throw new Malformed(field + " is not between 0 and 1");
    }
    return Optional.of(value.doubleValue());
  }

  public Optional<UserId> person() {
    OptionalLong person = optionalNumber("person");
    return person.isPresent() ? Optional.of(new UserId(person.getAsLong())) : Optional.empty();
  }

  /** What a {@code hello} says its browser can decode: {@code "can": {"picture": ["avc1", …]}}. */
  public Set<String> decodable() {
    Set<String> families = new HashSet<>();
    fields.path("can").path("picture").forEach(family -> {
      if (family.isString() && Tracks.FAMILIES.contains(family.stringValue())) {
        families.add(family.stringValue());
      }
    });
    return families;
  }

  private boolean isAbsent(String field) {
    return !fields.has(field) || fields.get(field).isNull();
  }
}
