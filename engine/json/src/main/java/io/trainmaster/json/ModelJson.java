package io.trainmaster.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.trainmaster.model.Entry;
import io.trainmaster.model.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes records of the model as JSON and reads them again, equal to what was written. Safe for use
 * from several threads.
 *
 * <p>Durations and instants are ISO-8601 texts, what is not finite is the text {@code "NaN"},
 * {@code "Infinity"} or {@code "-Infinity"}, an empty optional is left out. Reading is strict: an
 * unknown kind, an unknown or a missing component and a {@code null} are errors.
 */
public final class ModelJson {

  private ModelJson() {}

  /**
   * The JSON of a record.
   *
   * @throws IllegalArgumentException for a map or a list, whose items' types are not known here:
   *     there are methods of their own for those
   */
  public static String write(Object value) {
    if (!(value instanceof Record)) {
      throw new IllegalArgumentException("Not a record: " + value.getClass().getName());
    }
    return write(mapper -> mapper.writerFor(value.getClass()), value);
  }

  /**
   * The record in a JSON text.
   *
   * @throws JsonFormatException where the text isn't the JSON of such a record
   */
  public static <T> T read(String json, Class<T> type) {
    return read(type.getSimpleName(), mapper -> mapper.readValue(json, type));
  }

  /** The JSON of values by name. */
  public static String writeValues(Map<String, Value> values) {
    return write(mapper -> mapper.writerFor(Mapper.VALUES), values);
  }

  /** Values by name, in the order they were written. */
  public static Map<String, Value> readValues(String json) {
    return read("map of values", mapper -> mapper.readValue(json, Mapper.VALUES));
  }

  /** The JSON of texts by name. */
  public static String writeTexts(Map<String, String> texts) {
    return write(mapper -> mapper.writerFor(Mapper.TEXTS), texts);
  }

  /** Texts by name, in the order they were written. */
  public static Map<String, String> readTexts(String json) {
    return read("map of texts", mapper -> mapper.readValue(json, Mapper.TEXTS));
  }

  /** The JSON of a block's lines. */
  public static String writeEntries(List<Entry> entries) {
    return write(mapper -> mapper.writerFor(Mapper.ENTRIES), entries);
  }

  /** A block's lines. */
  public static List<Entry> readEntries(String json) {
    return read("block", mapper -> mapper.readValue(json, Mapper.ENTRIES));
  }

  private interface Reading<T> {
    T read(ObjectMapper mapper) throws JsonProcessingException;
  }

  private static String write(Function<ObjectMapper, ObjectWriter> writer, Object value) {
    try {
      return writer.apply(Mapper.SHARED).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The model can't be written as JSON: " + value, e);
    }
  }

  private static <T> T read(String what, Reading<T> reading) {
    T value;
    try {
      value = reading.read(Mapper.SHARED);
    } catch (InvalidTypeIdException e) {
      throw new JsonFormatException(unknownKind(e), e);
    } catch (JsonProcessingException e) {
      throw new JsonFormatException("Not the JSON of a %s: %s".formatted(what, reason(e)), e);
    }
    if (value == null) {
      throw new JsonFormatException("Not the JSON of a %s: `null`.".formatted(what), null);
    }
    return value;
  }

  private static String unknownKind(InvalidTypeIdException e) {
    String family = e.getBaseType().getRawClass().getSimpleName();
    return e.getTypeId() == null
        ? "A %s without its kind, at %s".formatted(family, e.getPathReference())
        : "`%s` is no kind of %s that this version knows.".formatted(e.getTypeId(), family);
  }

  private static String reason(JsonProcessingException e) {
    return e.getLocation() == null
        ? e.getOriginalMessage()
        : "%s (line %d, column %d)"
            .formatted(
                e.getOriginalMessage(), e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  /** Made on first use: a command that reads no JSON doesn't pay for it. */
  private static final class Mapper {

    static final ObjectMapper SHARED = create();
    static final TypeReference<Map<String, Value>> VALUES = new TypeReference<>() {};
    static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    static final TypeReference<List<Entry>> ENTRIES = new TypeReference<>() {};

    private static ObjectMapper create() {
      return JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule(), new ModelModule())
          .annotationIntrospector(
              AnnotationIntrospectorPair.pair(
                  new JacksonAnnotationIntrospector(), new ModelModule.RequiredComponents()))
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .withCoercionConfig(
              LogicalType.Textual,
              texts ->
                  texts
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();
    }
  }
}
