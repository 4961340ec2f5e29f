package io.trainmaster.watch;

import io.trainmaster.model.Value;
import io.trainmaster.trigger.EventState.Seen;
import io.trainmaster.trigger.Sighting;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file or a folder. Its bytes are read only where sizes, times or names have
 * changed, and not before two looks have found the same ones: until then it may still be written.
 */
final class DataLook implements Look {

  private static final int DIGEST_SHOWN = 12;

  private final String written;
  private final Path path;

  /** What the look before this one found; empty where nothing was there. */
  private String before = "";

  private @Nullable Sighting told;

  /**
   * @param written the path as the workflow has it
   */
  DataLook(Path project, String written) {
    this.written = written;
    if (written.contains("://")) {
      throw new WatchException(
          "Files and folders of this machine can be watched; %s is somewhere else."
              .formatted(written));
    }
    try {
      this.path = project.resolve(written);
    } catch (InvalidPathException e) {
      throw new WatchException(written + " is no path.", e);
    }
  }

  @Override
  public Seen first(Optional<Seen> known) {
    try {
      Content now = Content.of(path);
      return known
          .filter(seen -> seen.hint().equals(now.fingerprint()))
          .orElse(new Seen(now.digest(), now.hint()));
    } catch (NoSuchFileException e) {
      return new Seen("", "");
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public List<Sighting> again(Seen seen) {
    try {
      Content now = Content.of(path);
      boolean stands = now.fingerprint().equals(before);
      before = now.fingerprint();
      if (!stands || seen.hint().equals(now.fingerprint())) {
        return List.of();
      }
      if (told == null || !told.hint().equals(now.fingerprint())) {
        Sighting sighting = sighting(now);
        if (!Content.of(path).fingerprint().equals(now.fingerprint())) {
          return List.of();
        }
        told = sighting;
      }
      return List.of(told);
    } catch (NoSuchFileException e) {
      before = "";
      return List.of();
    } catch (IOException e) {
      before = "";
      throw unreadable(e);
    }
  }

  private Sighting sighting(Content content) throws IOException {
    String digest = content.digest();
    Map<String, Value> event = new LinkedHashMap<>();
    event.put("path", Value.text(written));
    event.put("digest", Value.text(digest));
    return new Sighting(
        digest,
        content.hint(),
        event,
        "%s is now %s".formatted(written, digest.substring(0, DIGEST_SHOWN)));
  }

  private WatchException unreadable(IOException e) {
    return new WatchException("%s can't be read: %s.".formatted(written, e.getMessage()), e);
  }
}
