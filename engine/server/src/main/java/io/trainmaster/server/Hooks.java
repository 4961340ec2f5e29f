package io.trainmaster.server;

import io.trainmaster.runtime.HookCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Calls of hooks over HTTP. */
final class Hooks {

  private static final String PATH = "/api/v1/hooks/";
  private static final int LARGEST_BODY = 1 << 20;

  private Hooks() {}

  /**
   * A request that was read.
   *
   * @param call empty where it can't be taken
   * @param status of the refusal
   * @param refusal why it can't be taken, or empty
   */
  record Reading(Optional<HookCall> call, int status, String refusal) {
    private static Reading refused(int status, String refusal) {
      return new Reading(Optional.empty(), status, refusal);
    }
  }

  /** The hook that a path is of. */
  static Optional<String> name(String path) {
    if (!path.startsWith(PATH) || path.length() == PATH.length()) {
      return Optional.empty();
    }
    // In a path a plus sign stands for itself.
    String encoded = path.substring(PATH.length()).replace("+", "%2B");
    return Optional.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
  }

  /** A hook's name in a path. */
  static String encoded(String hook) {
    return URLEncoder.encode(hook, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Reads a call, whatever its body is said to be. */
  static Reading read(String hook, Request request) throws IOException {
    Optional<String> key;
    try {
      key = RequestKey.of(request);
    } catch (RequestKey.Malformed e) {
      return Reading.refused(400, String.valueOf(e.getMessage()));
    }
    byte[] bytes;
    try (InputStream body = Content.Source.asInputStream(request)) {
      bytes = body.readNBytes(LARGEST_BODY + 1);
    }
    if (bytes.length > LARGEST_BODY) {
      return Reading.refused(413, "The body of a hook's call is at most 1 MiB.");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Reading(Optional.of(new HookCall(hook, key, text)), 202, "");
    } catch (CharacterCodingException e) {
      return Reading.refused(400, "The body of a hook's call is text in UTF-8.");
    }
  }
}
