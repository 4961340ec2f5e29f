package io.trainmaster.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one text of a model value that its content hash is taken over. It holds what the value means
 * and nothing else: neither lines of the file nor documentation.
 */
public final class CanonicalText {

  private static final int USUAL_LENGTH = 256;

  private static final Set<String> WITHOUT_MEANING = Set.of("line", "documentation");

  /**
   * Components that records got later, and that are left out where they say nothing: so what could
   * be written before has the hash that it had.
   */
  private static final Set<String> LATER = Set.of("gpuShareMilli");

  /** What a record's text is made of: Java looks for it anew, and copies it, whenever asked. */
  private static final ClassValue<List<Method>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .filter(component -> !WITHOUT_MEANING.contains(component.getName()))
              .map(RecordComponent::getAccessor)
              .toList();
        }
      };

  private CanonicalText() {}

  /** The text of a value built of records, enums, collections, maps and scalars. */
  public static String of(Object value) {
    StringBuilder out = new StringBuilder(USUAL_LENGTH);
    write(value, out);
    return out.toString();
  }

  /** The SHA-256 of the text, as 64 hexadecimal digits. */
  public static String sha256(Object value) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(of(value).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Record fields) {
      writeRecord(fields, out);
    } else if (value instanceof Map<?, ?> map) {
      out.append('{');
      map.forEach(
          (key, item) -> {
            write(key, out);
            out.append(':');
            write(item, out);
            out.append(',');
          });
      out.append('}');
    } else if (value instanceof Set<?> set) {
      writeItems(set.stream().map(CanonicalText::of).sorted().toList(), out);
    } else if (value instanceof Collection<?> items) {
      writeItems(items, out);
    } else if (value instanceof Optional<?> optional) {
      writeItems(optional.map(List::of).orElse(List.of()), out);
    } else if (value instanceof String text) {
      out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    } else {
      out.append(value);
    }
  }

  private static void writeItems(Collection<?> items, StringBuilder out) {
    out.append('[');
    for (Object item : items) {
      write(item, out);
      out.append(',');
    }
    out.append(']');
  }

  private static void writeRecord(Record fields, StringBuilder out) {
    out.append(fields.getClass().getSimpleName()).append('(');
    for (Method field : FIELDS.get(fields.getClass())) {
      Object value = read(field, fields);
      if (!isLeftOut(field, value)) {
        write(value, out);
        out.append(',');
      }
    }
    out.append(')');
  }

  private static boolean isLeftOut(Method field, Object value) {
    return value.equals(Optional.empty()) && LATER.contains(field.getName());
  }

  private static Object read(Method field, Record fields) {
    try {
      return field.invoke(fields);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("A record of the model can't be read: " + fields, e);
    }
  }
}
